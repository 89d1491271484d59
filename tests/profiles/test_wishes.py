"""What somebody wants to be written to about stands in one place, and all of it can rest for a while."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pathways.actions import digests
from profiles import rules
from profiles.actions import preferences
from profiles.models import Clinician
from talent_register.audit.models import Event
from talent_register.letters import actions as letters
from talent_register.letters.delivery import message
from talent_register.letters.models import OptOut, Purpose
from talent_register.letters.rechecks import STOPPED, reason_to_cancel
from tests.factories.letters import LetterFactory
from tests.factories.profiles import ClinicianFactory, StubFactory
from tests.tracking.views.test_support import address as support_address
from tracking.actions.reminder_facts import reachable

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 6, 12, tzinfo=UTC)
UNTIL = date(2026, 11, 6)
ASKED_FOR = [purpose for purpose in Purpose if purpose != Purpose.SECURITY]


@pytest.fixture
def person():
    return ClinicianFactory()


def to(person, **fields):
    return LetterFactory(person_ref=person.reference, to_email=person.email, **fields)


def test_one_click_is_kept_with_the_person_and_shown_on_their_page(person, client, log_in):
    letter = to(person, purpose=Purpose.MESSAGES)
    other = to(person, purpose=Purpose.REVIEW)
    client.post(message.stop_address(letter), {"List-Unsubscribe": "One-Click"})

    person.refresh_from_db()
    letter.refresh_from_db()
    assert (person.letters_off, letter.state, letter.outcome) == (["MESSAGES"], "CANCELLED", STOPPED)
    assert not OptOut.objects.exists()
    assert reason_to_cancel(other) == ""
    page = log_in(person.user).get(reverse("own-letters")).content.decode()
    assert page.count(" checked") == 5, "three purposes, how often and the language"


def test_a_change_of_mind_by_the_same_link(person, client):
    letter = to(person, purpose=Purpose.MESSAGES)
    letters.stop(letter=letter, at=NOW)
    letters.stop(letter=letter, at=NOW)
    assert "We have stopped" in client.get(message.stop_address(letter)).content.decode()
    letters.resume(letter=letter, at=NOW)

    assert Clinician.objects.get(pk=person.pk).letters_off == []
    types = Event.objects.filter(person_ref=person.reference).values_list("type", flat=True)
    assert sorted(types) == ["letters.purpose_resumed", "letters.purpose_stopped"], "twice is once"


def test_two_people_of_one_mailbox_have_a_wish_each():
    first, second = StubFactory(work_email="ward@nhs.example"), StubFactory(work_email="ward@nhs.example")
    one, other = to(first, purpose=Purpose.MESSAGES), to(second, purpose=Purpose.MESSAGES)
    letters.stop(letter=one, at=NOW)

    other.refresh_from_db()
    assert (reason_to_cancel(one), reason_to_cancel(other), other.state) == (STOPPED, "", "PENDING")


def test_an_address_of_nobody_we_know_keeps_its_own_wish(person):
    letter = LetterFactory(person_ref="", to_email="rater@nhs.example", purpose=Purpose.MESSAGES)
    letters.stop(letter=letter, at=NOW)

    assert OptOut.objects.in_force_at("rater@nhs.example").count() == 1
    assert reason_to_cancel(letter) == STOPPED
    letters.resume(letter=letter, at=NOW)
    assert reason_to_cancel(letter) == ""


# --- Nothing for a while


@pytest.mark.parametrize("until", [date(2026, 8, 7), date(2027, 8, 6)])
def test_how_long_letters_may_rest(until):
    rules.check_can_pause_letters(date(2026, 8, 6), until)


@pytest.mark.parametrize("until", [None, date(2026, 8, 6), date(2027, 8, 7)])
def test_no_shorter_and_no_longer(until):
    with pytest.raises(rules.CannotPause):
        rules.check_can_pause_letters(date(2026, 8, 6), until)


def test_a_pause_stops_everything_but_the_account_and_ends_by_itself(person, time_machine):
    time_machine.move_to(NOW)
    preferences.pause_letters(clinician=person, until=UNTIL, by=person.user, at=NOW)
    found = {purpose: to(person, purpose=purpose) for purpose in Purpose}

    assert {purpose for purpose, letter in found.items() if reason_to_cancel(letter)} == set(ASKED_FOR)
    assert not reachable(NOW.date()).exists()
    assert list(digests.readers(NOW.date())) == []

    time_machine.move_to(datetime(2026, 11, 6, 9, tzinfo=UTC))
    assert not any(reason_to_cancel(letter) for letter in found.values())
    assert list(reachable(UNTIL)) == list(digests.readers(UNTIL)) == [person]


def test_choosing_a_pause_on_the_page(person, log_in, time_machine):
    time_machine.move_to(NOW)
    client, page = log_in(person.user), reverse("own-letter-pause")
    assert "Select how long" in client.post(page, {}).content.decode()
    wrong = {"length": "DAY", "until_day": "7", "until_month": "8", "until_year": "2027"}
    assert "at most 12 months ahead" in client.post(page, wrong).content.decode()
    assert "at most 12 months ahead" in client.post(page, {"length": "DAY"}).content.decode()

    done = client.post(page, {"length": "DAY", "until_day": "1", "until_month": "9", "until_year": "2026"}, follow=True)
    assert "They come again on 1 September 2026" in done.content.decode()
    assert "They come again on 1 September 2026" in client.get(reverse("message-list")).content.decode()
    client.post(page, {"length": "3"})
    person.refresh_from_db()
    assert person.letters_paused_until == UNTIL
    assert person.letters_off == [], "what they chose stays as it was"

    over = client.post(reverse("own-letter-resume"), follow=True).content.decode()
    assert "Letters come again" in over
    assert "You have paused all letters" not in over
    types = Event.objects.filter(person_ref=person.reference).order_by("id").values_list("type", flat=True)
    assert list(types) == ["profiles.letters_paused", "profiles.letters_paused", "profiles.letters_resumed"]


def test_staff_learn_that_no_message_goes_but_not_for_how_long(person, log_in, national_lead):
    until = timezone.localdate() + timedelta(days=40)
    preferences.pause_letters(clinician=person, until=until, by=person.user, at=timezone.now())
    page = log_in(national_lead).get(support_address(person)).content.decode()

    assert "They do not take messages by letter" in page
    assert "pause" not in page.lower()
    assert f"{until.day} {until:%B %Y}" not in page
