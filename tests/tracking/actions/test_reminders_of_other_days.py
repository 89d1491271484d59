"""Reminders of plan steps and of the days that regulators give: the same job, and nobody else's business."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from pathways.models import LicenceProgress
from talent_register.common.holidays import LONDON
from talent_register.letters.models import Letter
from talent_register.letters.rechecks import reason_to_cancel
from tests.factories.pathways import PlanActionFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory
from tracking.actions import reminders
from tracking.models import Reminder
from tracking.rechecks import CHANGED

DUE = date(2026, 8, 6)  # a Thursday
pytestmark = pytest.mark.django_db


def run_on(*days):
    for number in days:
        day = DUE + timedelta(days=number)
        reminders.send(at=datetime(day.year, day.month, day.day, 9, tzinfo=LONDON))


def kinds():
    return list(Reminder.objects.order_by("send_on").values_list("kind", flat=True))


@pytest.fixture
def person():
    return ClinicianFactory(review_due_on=None)


def test_two_steps_of_one_day_are_one_letter_before_and_one_on_the_day(person):
    for words in ("Shadow a board meeting", "Read the accounts"):
        PlanActionFactory(clinician=person, due_on=DUE, words=words)
    run_on(-8, -7, -7, -6, 0, 0, 1, 8)
    assert kinds() == ["PLAN_BEFORE", "PLAN_ON_DAY"]
    letter = Letter.objects.get(kind="tracking/plan_on_day")
    assert letter.subject == "A step in your development plan is due today"
    assert "/me/plan/" in letter.body
    assert not any("board" in each.body + each.subject for each in Letter.objects.all())


@pytest.mark.parametrize("changes", [{"state": "DONE", "closed_on": DUE}, {"due_on": DUE + timedelta(days=60)}])
def test_a_step_that_is_done_or_moved_takes_its_letter_back(person, changes):
    step = PlanActionFactory(clinician=person, due_on=DUE)
    run_on(-7)
    letter = Letter.objects.get()
    with time_machine.travel(datetime(2026, 7, 30, 10, tzinfo=LONDON), tick=False):
        assert reason_to_cancel(letter) == ""
        for name, value in changes.items():
            setattr(step, name, value)
        step.save()
        assert reason_to_cancel(letter) == CHANGED
    run_on(-6)
    assert Letter.objects.get().state == "CANCELLED"


def test_a_regulators_day_is_told_90_and_28_days_before(person):
    progress = LicenceProgress.objects.create(
        registration=RegistrationFactory(clinician=person),
        told_due_on=DUE,
        updated_at=datetime(2026, 1, 1, tzinfo=LONDON),
    )
    run_on(-91, -90, -89, -28, -27, 0)
    assert kinds() == ["LICENCE_BEFORE", "LICENCE_SOON"]
    assert Letter.objects.filter(subject="Your registration renewal is due on 6 August 2026").count() == 1
    progress.keeping = "NOT_REGISTERED"
    progress.told_due_on = DUE + timedelta(days=365)
    progress.save()
    run_on(365 - 90)
    assert len(kinds()) == 2


def test_people_who_switched_such_letters_off_get_none(person):
    PlanActionFactory(clinician=person, due_on=DUE)
    person.letters_off = ["REVIEW"]
    person.save()
    run_on(-7, 0)
    assert kinds() == []


def test_staff_see_neither_who_nor_how_many(person, national_lead):
    PlanActionFactory(clinician=person, due_on=DUE)
    run_on(-7)
    assert Reminder.objects.exists()
    assert not Reminder.objects.visible_to(national_lead).exists()
