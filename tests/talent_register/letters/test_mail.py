import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from talent_register.letters.actions import sending
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory

pytestmark = pytest.mark.django_db


def test_a_letter_arrives_as_text_and_html_with_its_headers(mail_server, settings):
    letter = LetterFactory(
        to_email="ann@nhs.example", to_name="Ann O'Hara", body="Dear Ann,\n\nRead <this>: https://x.example/\n"
    )
    sending.send_waiting()
    (message,) = mail_server.taken
    assert mail_server.references() == [str(letter.reference)]
    assert message["Reply-To"] == settings.REPLY_EMAIL
    assert message["Subject"] == letter.subject
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].strip().startswith(f"<{settings.PUBLIC_URL}/emails/stop/")
    text, html = (part.get_content() for part in message.iter_parts())
    assert "Read <this>: https://x.example/" in text
    assert "Read &lt;this&gt;" in html
    assert 'href="https://x.example/"' in html
    assert '<html lang="en">' in html


def test_a_welsh_letter_says_so(mail_server):
    LetterFactory(language="cy")
    sending.send_waiting()
    (message,) = mail_server.taken
    assert '<html lang="cy">' in message.get_body("html").get_content()
    assert "/cy/emails/stop/" in message["List-Unsubscribe"]


def test_a_security_letter_cannot_be_stopped(mail_server):
    LetterFactory(purpose=Purpose.SECURITY)
    sending.send_waiting()
    (message,) = mail_server.taken
    assert message["List-Unsubscribe"] is None
    assert "/emails/stop/" not in message.as_string()


@pytest.mark.parametrize(
    ("answer", "state", "outcome"),
    [
        ("550 No mailbox ann@nhs.example", State.FAILED, "Refused: 550 No mailbox the address"),
        ("450 Try later", State.PENDING, "Put off: 450 Try later"),
    ],
)
def test_the_servers_answer_about_an_address(mail_server, answer, state, outcome):
    letter = LetterFactory(to_email="ann@nhs.example")
    mail_server.answers["ann@nhs.example"] = answer
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (state, outcome)


def test_an_address_nobody_can_write_fails_alone(mail_server):
    LetterFactory(to_email="a b@nhs.example\n")
    sound = LetterFactory()
    sending.send_waiting()
    assert mail_server.references() == [str(sound.reference)]
    assert Letter.objects.filter(state=State.FAILED).count() == 1


def test_a_closed_port_leaves_the_letter_waiting(settings, mail_server):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody.getsockname()[1]
        letter = LetterFactory()
        sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.PENDING, 0)


def test_a_letter_taken_without_an_answer_is_found_and_not_doubled(mail_server):
    letter, other = LetterFactory(), LetterFactory()
    mail_server.data_answers = ["drop"]
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.SENDING
    _let_the_lease_pass()
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (State.SENT, "Found at the provider by its reference.")
    assert sorted(mail_server.references()) == sorted([str(letter.reference), str(other.reference)])


def test_a_letter_that_never_arrived_is_sent_after_the_look_up(mail_server):
    letter = LetterFactory(state=State.SENDING, claimed_at=timezone.now(), handed_at=timezone.now(), attempts=1)
    _let_the_lease_pass()
    sending.send_waiting()
    assert mail_server.references() == [str(letter.reference)]


def test_a_relay_that_cannot_be_asked_now_decides_nothing(mail_server, settings):
    settings.MAIL_LOOKUP_URL = "http://127.0.0.1:1/{reference}"
    letter = LetterFactory(state=State.SENDING, claimed_at=timezone.now(), handed_at=timezone.now())
    _let_the_lease_pass()
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.SENDING


def _let_the_lease_pass():
    earlier = timezone.now() - timedelta(minutes=10)
    Letter.objects.filter(state=State.SENDING).update(claimed_at=earlier, handed_at=earlier)


def test_files_are_searched_when_mail_goes_into_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    sent = LetterFactory()
    sending.send_waiting()
    half = LetterFactory(state=State.SENDING, claimed_at=timezone.now(), handed_at=timezone.now())
    (tmp_path / "killed.log").write_text(f"Message-ID: <{half.reference}@register.example>\n\nDear")
    Letter.objects.update(state=State.SENDING, finished_at=None)
    _let_the_lease_pass()
    sending.send_waiting()
    assert dict(Letter.objects.values_list("id", "outcome")) == {
        sent.id: "Found at the provider by its reference.",
        half.id: "Taken by the mail server.",
    }
