from datetime import UTC, date, datetime

import pytest

from talent_register.audit.models import Event
from talent_register.letters.models import Letter
from tests.factories.profiles import ClinicianFactory
from tracking.actions import reminders, reviews
from tracking.models import Reminder, YearlyReview
from tracking.rules.reviews import CannotReview

AT = datetime(2026, 8, 6, 9, tzinfo=UTC)
DUE = date(2026, 8, 6)
pytestmark = pytest.mark.django_db


def complete(person, year=2026, outcome="NOTHING_CHANGED"):
    return reviews.complete(clinician=person, year=year, outcome=outcome, by=person.user, at=AT)


def test_complete_sets_the_next_day_and_leaves_an_event():
    person = ClinicianFactory(review_due_on=DUE)
    review = complete(person)
    person.refresh_from_db()
    assert (review.done_at, review.outcome, review.due_on) == (AT, "NOTHING_CHANGED", DUE)
    assert person.review_due_on == date(2027, 8, 6)
    event = Event.objects.get(type="tracking.review_completed")
    assert (event.person_ref, event.details["next_on"]) == (person.reference, "2027-08-06")


def test_complete_takes_back_the_reminder_that_waits():
    person = ClinicianFactory(review_due_on=DUE)
    reminders.send(at=AT)
    complete(person)
    assert Letter.objects.get().state == "CANCELLED"
    assert Reminder.objects.get().cancelled_at == AT
    assert reminders.send(at=AT).made.total() == 0


def test_complete_twice_is_refused_in_words():
    person = ClinicianFactory(review_due_on=DUE)
    complete(person)
    with pytest.raises(CannotReview, match="done"):
        complete(person)
    assert YearlyReview.objects.count() == 1


def test_too_early_says_from_when():
    person = ClinicianFactory(review_due_on=date(2026, 11, 5))
    with pytest.raises(CannotReview, match="You can do this review from 7 August 2026"):
        complete(person)


def test_29_february_comes_back():
    person = ClinicianFactory(registered_at=datetime(2024, 2, 29, 12, tzinfo=UTC), review_due_on=date(2027, 2, 28))
    reviews.complete(
        clinician=person, year=2027, outcome="CHANGED", by=person.user, at=datetime(2027, 2, 28, 12, tzinfo=UTC)
    )
    person.refresh_from_db()
    assert person.review_due_on == date(2028, 2, 29)


def test_a_person_without_a_due_day_has_nothing_to_complete():
    with pytest.raises(CannotReview):
        complete(ClinicianFactory(review_due_on=None))
