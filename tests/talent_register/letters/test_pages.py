from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from talent_register.audit.models import Event
from talent_register.letters.choices import Purpose, State
from talent_register.letters.delivery.message import stop_address
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory

pytestmark = pytest.mark.django_db
WORDS = "Hello {{ name }}\n\nDear {{ name }}, read https://x.example/\n"
EXAMPLES = {"test/hello": {"name": "Ann & Bob"}}


@pytest.fixture
def client(support, log_in):
    return log_in(support)


@pytest.fixture
def hello(settings, tmp_path):
    """One kind of letter, with its example."""
    (tmp_path / "letters/test").mkdir(parents=True)
    (tmp_path / "letters/test/hello.txt").write_text(WORDS)
    template = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**template, "DIRS": [*template["DIRS"], tmp_path]}]
    settings.LETTER_EXAMPLES = [f"{__name__}.EXAMPLES"]


def _failed(**fields):
    return LetterFactory(state=State.FAILED, finished_at=timezone.now(), outcome="Refused: 550", **fields)


def test_the_list_shows_subjects_and_outcomes_but_no_bodies_or_addresses(client):
    letter = _failed(body="Private words")
    page = client.get("/letters/").content.decode()
    assert letter.subject in page
    assert "Refused: 550" in page
    assert "Private words" not in page
    assert letter.to_email not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"a", "b"}),
        ("state=FAILED", {"b"}),
        ("person=TEST-A", {"a"}),
        ("state=NONSENSE", {"a", "b"}),
        ("kind=nonsense&after=x", {"a", "b"}),
    ],
)
def test_the_list_can_be_narrowed(client, query, found):
    LetterFactory(subject="Letter a", person_ref="TEST-A")
    _failed(subject="Letter b")
    page = client.get(f"/letters/?{query}").content.decode()
    assert {name for name in "ab" if f"Letter {name}" in page} == found


def test_the_list_asks_the_same_of_the_database_however_long(client, django_assert_num_queries):
    LetterFactory.create_batch(2)
    client.get("/letters/")
    with CaptureQueriesContext(connection) as few:
        client.get("/letters/")
    LetterFactory.create_batch(60)
    with django_assert_num_queries(len(few)):
        client.get("/letters/")


@pytest.mark.parametrize("persona", ["clinician", "college_admin", "regional_lead", "auditor"])
def test_who_may_not_see_letters(request, log_in, persona):
    client = log_in(request.getfixturevalue(persona))
    letter = _failed()
    for address in (
        "/letters/",
        f"/letters/{letter.reference}/",
        "/letters/previews/",
        "/letters/previews/test/hello/",
    ):
        assert client.get(address).status_code == 403
    for verb in ("retry", "cancel"):
        assert client.post(f"/letters/{letter.reference}/{verb}/", {"reason": "x"}).status_code == 403


def test_a_letter_shows_its_facts_and_opening_it_is_recorded(client, support):
    letter = _failed(to_email="ann@nhs.example", body="Private words")
    page = client.get(f"/letters/{letter.reference}/").content.decode()
    assert "a…@nhs.example" in page
    assert "ann@nhs.example" not in page
    assert "Private words" not in page
    event = Event.objects.get(type="letters.letter_opened")
    assert (event.actor, event.person_ref) == (support.audit_name, letter.person_ref)


def test_an_unknown_letter_is_not_found(client):
    assert client.get(f"/letters/{LetterFactory.build().reference}/").status_code == 404


@pytest.mark.parametrize("state", [State.FAILED, State.IN_DOUBT])
def test_send_again(client, support, state):
    letter = _failed(attempts=5)
    Letter.objects.update(state=state)
    response = client.post(f"/letters/{letter.reference}/retry/", {"reason": "The mailbox is back"}, follow=True)
    assert "waiting to be sent again" in response.content.decode()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.finished_at) == (State.PENDING, 0, None)
    event = Event.objects.get(type="letters.letter_retried")
    assert (event.actor, event.reason) == (support.audit_name, "The mailbox is back")
    assert event.details == {"kind": letter.kind, "was": state}


def test_cancel(client):
    letter = LetterFactory()
    client.post(f"/letters/{letter.reference}/cancel/", {"reason": "Sent by mistake"})
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (State.CANCELLED, "Sent by mistake")
    assert Event.objects.filter(type="letters.letter_cancelled").exists()


def test_a_reason_is_needed(client):
    letter = _failed()
    response = client.post(f"/letters/{letter.reference}/retry/", {"reason": " "})
    assert response.status_code == 422
    assert "Enter why" in response.content.decode()
    letter.refresh_from_db()
    assert letter.state == State.FAILED


def test_a_letter_that_left_meanwhile_cannot_be_cancelled(client):
    letter = LetterFactory(state=State.SENT, finished_at=timezone.now())
    response = client.post(f"/letters/{letter.reference}/cancel/", {"reason": "Too late"}, follow=True)
    assert "Only a letter that is still waiting or in doubt can be cancelled." in response.content.decode()
    assert not Event.objects.filter(type="letters.letter_cancelled").exists()


def test_previews_show_both_languages(client, hello):
    assert "Hello Ann &amp; Bob" in client.get("/letters/previews/").content.decode()
    page = client.get("/letters/previews/test/hello/").content.decode()
    assert 'lang="cy"' in page
    assert page.count("Dear Ann &amp; Bob") == 4
    assert 'href="https://x.example/"' in page
    assert client.get("/letters/previews/test/nothing/").status_code == 404


def test_stopping_asks_first_and_takes_no_log_in(client):
    letter = LetterFactory(purpose=Purpose.NEWS)
    other = LetterFactory(purpose=Purpose.NEWS, to_email=letter.to_email.upper())
    address = _stop_address(letter)
    client.logout()
    assert "Stop these emails?" in client.get(address).content.decode()
    assert Letter.objects.filter(state=State.PENDING).count() == 2
    page = client.post(address, follow=True).content.decode()
    assert "We have stopped these emails" in page
    assert set(Letter.objects.filter(pk__in=[letter.pk, other.pk]).values_list("state", flat=True)) == {State.CANCELLED}
    client.post(f"{address}undo/")
    assert "Stop these emails?" in client.get(address).content.decode()
    assert list(Event.objects.order_by("id").values_list("type", "actor")) == [
        ("letters.purpose_stopped", "visitor"),
        ("letters.purpose_resumed", "visitor"),
    ]


def test_a_mail_program_stops_with_one_click(client):
    letter = LetterFactory(purpose=Purpose.NEWS)
    client.handler.enforce_csrf_checks = True
    response = client.post(_stop_address(letter), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200, "a redirect would not be followed"
    letter.refresh_from_db()
    assert letter.state == State.CANCELLED


def test_a_link_nobody_made_is_not_found(client):
    letter, security = LetterFactory(), LetterFactory(purpose=Purpose.SECURITY)
    assert client.get(reverse("letter-stop", args=[letter.reference.hex])).status_code == 404
    token = _stop_address(letter).split("/")[-2].replace(letter.reference.hex, security.reference.hex)
    assert client.get(reverse("letter-stop", args=[token])).status_code == 404


def _stop_address(letter):
    return urlsplit(stop_address(letter)).path
