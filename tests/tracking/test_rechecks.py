from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.profiles import ClinicianFactory
from tracking.actions import reminders
from tracking.rechecks import CHANGED, GONE

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return ClinicianFactory(review_due_on=timezone.localdate())


@pytest.fixture
def letter(person):
    today = timezone.localdate()
    reminders.send(at=datetime(today.year, today.month, today.day, 9, tzinfo=LONDON))
    return Letter.objects.get()


def test_a_reminder_that_still_applies_may_go(letter):
    assert reason_to_cancel(letter) == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": "LEFT"}, CHANGED),
        ({"letters_off": ["REVIEW"]}, CHANGED),
        ({"letters_paused_until": date(2999, 1, 1)}, "The person has paused all letters."),
        ({"review_due_on": None}, CHANGED),
    ],
)
def test_a_change_between_writing_and_sending_stops_it(letter, person, changes, reason):
    for name, value in changes.items():
        setattr(person, name, value)
    person.save()
    assert reason_to_cancel(letter) == reason


def test_a_reminder_taken_back_does_not_go(letter):
    person_reminder = reminders.Reminder.objects.get()
    person_reminder.cancelled_at = timezone.now() + timedelta(0)
    person_reminder.save()
    assert reason_to_cancel(letter) == GONE


def test_it_goes_to_the_address_of_today(letter, person):
    person.user.email = "new@nhs.example"
    person.user.save()
    assert reason_to_cancel(letter) == ""
    assert letter.to_email == "new@nhs.example"
