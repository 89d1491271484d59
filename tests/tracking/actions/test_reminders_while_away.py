"""A leap year of daily runs with time away from work: no reminder meanwhile, and each of the moved day once."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from pathways.models import LicenceProgress
from talent_register.letters.models import Letter, State
from tests.factories.pathways import PlanActionFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory
from tracking.actions import clocks, reminders
from tracking.models import Reminder
from tracking.rechecks import CHANGED, reason_not_to_remind
from tracking.rules.reminders import LICENCE, REVIEW, of

pytestmark = [pytest.mark.django_db]
D = date
START = datetime(2028, 1, 1, 9, tzinfo=UTC)


def at(day):
    return datetime.combine(day, START.timetz())


def away(person, from_date, until, told):
    clocks.stop(clinician=person, kind="PARENTAL", from_date=from_date, until=until, by=person.user, at=at(told))


# Name: due, away from, until, told on, and the day on which it falls due then.
CASES = {
    "across the due day": (D(2028, 6, 14), D(2028, 6, 1), D(2028, 9, 1), D(2028, 1, 1), D(2028, 9, 14)),
    "before it": (D(2028, 6, 14), D(2028, 1, 10), D(2028, 2, 10), D(2028, 1, 1), D(2028, 7, 15)),
    "from within 28 days": (D(2028, 6, 14), D(2028, 5, 20), D(2028, 8, 20), D(2028, 5, 18), D(2028, 9, 14)),
    "over 29 February": (D(2028, 2, 29), D(2028, 2, 1), D(2028, 3, 1), D(2028, 1, 1), D(2028, 3, 29)),
    "long ago": (D(2028, 6, 14), D(2025, 3, 1), D(2025, 6, 1), D(2028, 1, 1), D(2028, 6, 14)),
}


def expected(due, begins, until, told, moved):
    """Each reminder on the first day on which it may go: of the old day until it moved, of the new one afterwards."""
    for end, first, last in ((due, START.date(), told - timedelta(days=1)), (moved, told, D(2028, 12, 31))):
        for rule in of(REVIEW):
            window = (rule.last_day(end) - rule.send_on(end)).days
            days = [rule.send_on(end) + timedelta(days=late) for late in range(window + 1)]
            there = [day for day in days if first <= day <= last and not begins <= day < until]
            if there:
                yield rule.kind, end, there[0]


@pytest.mark.load
@pytest.mark.timeout(900)
def test_a_year_of_daily_runs():
    people = {name: ClinicianFactory(review_due_on=case[0]) for name, case in CASES.items()}
    for number in range(366):
        day = START.date() + timedelta(days=number)
        for name, (_due, begins, until, told, _moved) in CASES.items():
            if told == day:
                away(people[name], begins, until, told)
        reminders.send(at=at(day))
    for name, case in CASES.items():
        made = Reminder.objects.filter(clinician=people[name])
        found = {(one.kind, one.due_on, one.created_at.date()) for one in made}
        assert found == set(expected(*case)), name
        left = {one.created_at.date() for one in made.filter(cancelled_at=None)}
        assert not any(case[1] <= day < case[2] for day in left), name
        people[name].refresh_from_db()
        assert people[name].review_due_on == case[4], name


def test_what_waits_when_somebody_goes_away_does_not_leave():
    """A letter of the day before is taken back by the run, and by the outbox where no run came in between."""
    today = D(2028, 6, 14)
    person = ClinicianFactory(review_due_on=today)
    with time_machine.travel(at(today), tick=False):
        reminders.send(at=at(today))
        letter = Letter.objects.get(kind__startswith="tracking/review")
        assert reason_not_to_remind(letter) == ""
        away(person, today, today + timedelta(days=50), today)
        assert reason_not_to_remind(letter) == CHANGED
        reminders.send(at=at(today))
    letter.refresh_from_db()
    assert letter.state == State.CANCELLED


def test_a_plan_waits_and_the_day_of_a_regulator_does_not():
    today = START.date()
    person = ClinicianFactory()
    PlanActionFactory(clinician=person, due_on=today)
    LicenceProgress.objects.create(
        registration=RegistrationFactory(clinician=person), told_due_on=today + timedelta(days=28), updated_at=START
    )
    away(person, today - timedelta(days=3), today + timedelta(days=50), today)
    reminders.send(at=at(today))
    assert set(Reminder.objects.values_list("kind", flat=True)) <= {rule.kind for rule in of(LICENCE)}
    assert Reminder.objects.exists()


def test_who_is_back_is_reminded_again():
    today = START.date()
    person = ClinicianFactory()
    PlanActionFactory(clinician=person, due_on=today)
    away(person, today - timedelta(days=3), today + timedelta(days=50), today)
    clocks.come_back(clinician=person, by=person.user, at=at(today))
    reminders.send(at=at(today))
    assert Reminder.objects.get().kind == "PLAN_ON_DAY"
