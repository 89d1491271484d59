"""The job itself, every hour of a leap year with two clock changes: nothing missed, nothing twice."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from pathways.models import LicenceProgress
from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from tests.factories.pathways import PlanActionFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory
from tracking.actions import reminders
from tracking.models import Reminder
from tracking.rules.reminders import LICENCE, PLAN, REVIEW, of

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


def test_a_year_of_hourly_runs():
    wanted = set()
    for due in NIGHTS:
        person = ClinicianFactory(review_due_on=due)
        PlanActionFactory(clinician=person, due_on=due)
        LicenceProgress.objects.create(
            registration=RegistrationFactory(clinician=person), told_due_on=due, updated_at=START
        )
        for rule in (*of(REVIEW), *of(PLAN), *of(LICENCE)):
            if rule.last_day(due) >= START.date():
                wanted.add((person.pk, rule.kind, due, max(rule.send_on(due), START.date())))
    for hour in hours():
        reminders.send(at=START + timedelta(hours=hour))
    found = [
        (made.clinician_id, made.kind, made.due_on, made.created_at.astimezone(LONDON).date())
        for made in Reminder.objects.all()
    ]
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert Letter.objects.count() == len(wanted)
