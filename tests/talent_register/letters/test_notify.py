from datetime import timedelta

import pytest
from django.utils import timezone

from talent_register.letters.actions import sending
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory

pytestmark = pytest.mark.django_db


def test_a_letter_goes_out_with_our_reference(notify_server, settings):
    letter = LetterFactory()
    sending.send_waiting()
    (taken,) = notify_server.taken
    assert taken["reference"] == str(letter.reference)
    assert taken["personalisation"] == {"subject": letter.subject, "body": letter.body}
    assert taken["template_id"] == settings.NOTIFY_TEMPLATE
    assert "/emails/stop/" in taken["one_click_unsubscribe_url"]
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (State.SENT, f"Taken by GOV.UK Notify as {taken['id']}.")


def test_a_security_letter_offers_no_stop(notify_server):
    LetterFactory(purpose=Purpose.SECURITY)
    sending.send_waiting()
    assert "one_click_unsubscribe_url" not in notify_server.taken[0]


def test_a_bad_address_fails_with_notifys_words(notify_server):
    letter = LetterFactory()
    notify_server.fail_next = [400]
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.FAILED
    assert letter.outcome == "GOV.UK Notify refused it: 400 email_address Not a valid email address"


@pytest.mark.parametrize("status", [403, 429])
def test_a_wrong_key_or_a_rate_limit_costs_no_letter(notify_server, status):
    letter = LetterFactory()
    notify_server.fail_next = [status]
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.PENDING, 0)


@pytest.mark.parametrize("trouble", [500, "drop"])
def test_after_a_break_notify_is_asked_and_nothing_is_lost_or_doubled(notify_server, trouble):
    letter = LetterFactory()
    notify_server.fail_next = [trouble]
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.SENDING
    earlier = timezone.now() - timedelta(minutes=10)
    Letter.objects.update(claimed_at=earlier, handed_at=earlier)
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.SENT
    assert notify_server.references() == [str(letter.reference)]


def test_no_connection_at_all_leaves_the_letter_waiting(notify_server, settings):
    settings.NOTIFY_URL = "http://127.0.0.1:1"
    letter = LetterFactory()
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.PENDING, 0)


def test_a_slow_notify_that_took_it_is_asked(notify_server, monkeypatch):
    monkeypatch.setattr("talent_register.letters.delivery.notify.SECONDS", 0.3)
    letter = LetterFactory()
    notify_server.fail_next = ["slow"]
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.SENDING
    assert notify_server.references() == [str(letter.reference)]
