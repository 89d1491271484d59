"""The jobs themselves, every hour of a leap year with two clock changes: nothing missed, nothing twice."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from pathways.models import LicenceProgress
from talent_register.accounts.models import Membership
from talent_register.common.holidays import LONDON, is_working_day
from talent_register.letters.models import Letter
from tests.factories.pathways import PlanActionFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory
from tracking.actions import digests, reminders
from tracking.models import Digest, Reminder, ReminderPause
from tracking.rules.reminders import ALL_RULES, LICENCE, PLAN, REVIEW, of

pytestmark = [pytest.mark.django_db, pytest.mark.load, pytest.mark.timeout(1800)]
START = datetime(2028, 1, 1, tzinfo=UTC)
NIGHTS = [date(2028, 2, 29), date(2028, 3, 26), date(2028, 10, 29), date(2028, 6, 14)]


def hours() -> list[int]:
    """Every hour of the year with TEST_EVERY_HOUR=1 (a quarter of an hour); else every hour of the days on which
    clocks change or something falls due, and 9 in the morning of the others."""
    every = range(366 * 24)
    if os.environ.get("TEST_EVERY_HOUR"):
        return list(every)
    near = {(day - START.date()).days + shift for day in NIGHTS for shift in (-1, 0, 1)}
    return [hour for hour in every if hour // 24 in near or hour % 24 == 9]


# Over both clock changes, over the leap day, and over Christmas.
PAUSES = [
    (date(2028, 2, 28), date(2028, 3, 2)),
    (date(2028, 3, 22), date(2028, 3, 29)),
    (date(2028, 10, 25), date(2028, 10, 31)),
    (date(2028, 12, 22), date(2028, 12, 30)),
]


def paused(day):
    return any(first <= day < again for first, again in PAUSES)


def written_on(rule, due):
    """The first day of the year on which a reminder may be written; None where a pause lasts beyond its last."""
    days = (max(rule.send_on(due), START.date()) + timedelta(days=number) for number in range(30))
    return next((day for day in days if day <= rule.last_day(due) and not paused(day)), None)


def weeks():
    """The first hour of each week in which the staff of England get a digest: 8 on a working day outside pauses."""
    found = {}
    for hour in range(366 * 24):
        at = (START + timedelta(hours=hour)).astimezone(LONDON)
        if at.hour == 8 and is_working_day(at.date()) and not paused(at.date()):
            found.setdefault(f"{at:%G-W%V}", at.date())
    return found


def test_a_year_of_hourly_runs(regional_lead, south_west):
    """Reminders and digests, with pauses over the nights that clocks change: all that may still go, once, in time."""
    for first, again in PAUSES:
        ReminderPause.objects.create(from_day=first, until_day=again, reason="A holiday", at=START)
    Membership.objects.update(from_date=date(2026, 1, 1))
    ClinicianFactory(region=south_west, review_due_on=date(2027, 6, 1))  # so that something waits for the lead
    wanted = set()
    for due in NIGHTS:
        person = ClinicianFactory(review_due_on=due)
        PlanActionFactory(clinician=person, due_on=due)
        LicenceProgress.objects.create(
            registration=RegistrationFactory(clinician=person), told_due_on=due, updated_at=START
        )
        for rule in (*of(REVIEW), *of(PLAN), *of(LICENCE)):
            if day := rule.last_day(due) >= START.date() and written_on(rule, due):
                wanted.add((person.pk, rule.kind, due, day))
    for hour in hours():
        at = START + timedelta(hours=hour)
        reminders.send(at=at)
        if at.astimezone(LONDON).hour in (7, 8, 9, 10):
            digests.write(at=at)
    found = [
        (made.clinician_id, made.kind, made.due_on, made.created_at.astimezone(LONDON).date())
        for made in Reminder.objects.all()
    ]
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert len(wanted) < len(NIGHTS) * len(ALL_RULES), "some were too late after a pause"
    told = {one.period: one.created_at.astimezone(LONDON) for one in Digest.objects.all()}
    assert {period: at.date() for period, at in told.items()} == weeks()
    if os.environ.get("TEST_EVERY_HOUR"):
        assert {at.hour for at in told.values()} == {8}
    assert Letter.objects.filter(purpose="DIGEST").count() == len(told) == Digest.objects.count()
    assert Letter.objects.exclude(purpose="DIGEST").count() == len(wanted)
