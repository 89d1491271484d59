from datetime import timedelta

import pytest
from django.utils import timezone

from talent_register.letters import delivery, rules
from talent_register.letters.actions import sending
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter, OptOut
from tests.factories.letters import LetterFactory

pytestmark = pytest.mark.django_db


def test_what_waits_is_sent_once(told):
    letters = LetterFactory.create_batch(3)
    sending.send_waiting()
    sending.send_waiting()
    assert sorted(told.taken) == sorted(str(letter.reference) for letter in letters)
    assert set(Letter.objects.values_list("state", "outcome", "attempts")) == {("SENT", "Taken.", 1)}


def test_more_than_a_batch_leaves(told, monkeypatch):
    monkeypatch.setattr(rules, "BATCH", 2)
    LetterFactory.create_batch(5)
    assert sending.send_waiting()[State.SENT] == 5


def test_a_letter_for_later_waits(told):
    LetterFactory(not_before=timezone.now() + timedelta(hours=1))
    sending.send_waiting()
    assert told.taken == []


def test_security_letters_go_first(told):
    LetterFactory()
    reset = LetterFactory(purpose=Purpose.SECURITY, kind="account/reset", not_before=timezone.now())
    sending.send_waiting()
    assert told.taken[0] == str(reset.reference)


def test_a_refusal_fails_at_once_with_words(told):
    letter = LetterFactory()
    told.troubles[letter.kind] = delivery.Refused("Refused: 550 No such mailbox")
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (State.FAILED, "Refused: 550 No such mailbox")
    assert letter.finished_at


def test_a_letter_put_off_waits_longer_each_time_and_fails_after_five(told):
    letter = LetterFactory()
    told.troubles[letter.kind] = delivery.PutOff("Put off: 451 Greylisted")
    for attempt in range(1, 5):
        before = timezone.now()
        sending.send_waiting()
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == (State.PENDING, attempt)
        assert letter.next_try_at >= before + rules.DELAYS[attempt - 1]
        Letter.objects.update(next_try_at=before)
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.FAILED
    assert letter.outcome == "Tried 5 times. Put off: 451 Greylisted"


def test_an_unreachable_provider_costs_no_letter_an_attempt(told):
    letters = LetterFactory.create_batch(3)
    told.troubles[letters[0].kind] = delivery.Unreachable("The mail server could not be reached.")
    sending.send_waiting()
    assert set(Letter.objects.values_list("state", "attempts", "claimed_at", "handed_at")) == {
        (State.PENDING, 0, None, None)
    }
    assert Letter.objects.waiting(timezone.now()).count() == 0
    assert Letter.objects.waiting(timezone.now() + rules.PAUSE_WHEN_UNREACHABLE).count() == 3


def test_one_broken_letter_does_not_hold_up_the_others(told, settings):
    settings.LETTER_RECHECKS = {"broken/": f"{__name__}.raise_an_error"}
    broken, sound = LetterFactory(kind="broken/one"), LetterFactory()
    sending.send_waiting()
    broken.refresh_from_db()
    assert told.taken == [str(sound.reference)]
    assert (broken.state, broken.attempts) == (State.PENDING, 1)


def raise_an_error(letter):
    raise ZeroDivisionError


def test_a_recheck_cancels_with_its_reason(told, settings):
    settings.LETTER_RECHECKS = {"test/": f"{__name__}.review_is_done"}
    letter, other = LetterFactory(), LetterFactory(kind="profiles/claim")
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (State.CANCELLED, "The review is done.")
    assert told.taken == [str(other.reference)]


def review_is_done(letter):
    return "The review is done."


def test_a_stopped_purpose_is_not_sent(told):
    letter = LetterFactory(to_email="Ann@nhs.example")
    OptOut.objects.create(email="ann@nhs.example", purpose=letter.purpose, at=timezone.now())
    sending.send_waiting()
    letter.refresh_from_db()
    assert letter.state == State.CANCELLED


def test_a_letter_whose_address_was_erased_is_not_called_sent(told):
    letter = LetterFactory(to_email="")
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (State.CANCELLED, "The address was erased.")


def test_two_senders_never_take_the_same_letter(told):
    letter = LetterFactory()
    mine, ids = sending.claim()
    Letter.objects.update(claimed_at=mine + timedelta(seconds=1))  # the sweeper gave it to another sender
    assert sending.send_one(told, ids[0], mine) == State.SENDING
    assert told.taken == []
    letter.refresh_from_db()
    assert letter.state == State.SENDING


@pytest.fixture
def lost():
    """lost(**fields) → a letter whose sender was killed just after handing it over, ten minutes ago."""
    long_ago = timezone.now() - timedelta(minutes=10)

    def lost(**fields):
        return LetterFactory(state=State.SENDING, claimed_at=long_ago, handed_at=long_ago, attempts=1, **fields)

    return lost


@pytest.mark.parametrize(
    ("knows", "kind", "state", "sent_again"),
    [
        (True, "test/letter", State.SENT, False),
        (False, "test/letter", State.SENT, True),
        (None, "account/reset", State.SENT, True),
        (None, "test/letter", State.IN_DOUBT, False),
    ],
)
def test_a_letter_of_a_killed_sender_is_looked_up(told, lost, knows, kind, state, sent_again):
    letter = lost(kind=kind)
    told.knows = knows
    sending.send_waiting()
    letter.refresh_from_db()
    assert told.asked == [str(letter.reference)]
    assert letter.state == state
    assert (str(letter.reference) in told.taken) == sent_again


def test_a_sender_that_was_held_up_sends_nothing(told, settings):
    settings.LETTER_LEASE_SECONDS = 0
    letter = LetterFactory()
    sending.send_waiting()
    letter.refresh_from_db()
    assert told.taken == []
    assert (letter.state, letter.attempts, letter.handed_at) == (State.PENDING, 0, None)


def test_a_letter_just_handed_over_is_left_to_its_sender(told):
    now = timezone.now()
    LetterFactory(state=State.SENDING, claimed_at=now, handed_at=now)
    sending.send_waiting()
    assert told.asked == []


def test_the_untouched_rest_of_a_killed_batch_goes_back_unasked(told):
    letter = LetterFactory(state=State.SENDING, claimed_at=timezone.now() - timedelta(minutes=2))
    sending.send_waiting()
    assert told.asked == []
    assert told.taken == [str(letter.reference)]


def test_an_answer_that_never_came_leaves_the_letter_to_the_look_up(told):
    letter = LetterFactory()
    told.troubles[letter.kind] = delivery.Unknown("The connection broke.")
    sending.send_waiting()
    letter.refresh_from_db()
    assert (letter.state, letter.outcome) == (State.SENDING, "The connection broke.")
    assert letter.handed_at
