"""Time away stops the clock of yearly reviews; coming back early starts it again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles.actions.trail import note
from profiles.models import Clinician
from tracking.models import ClockStop
from tracking.rules import clocks
from tracking.rules.reminders import REVIEW_KINDS

from . import reminders


@transaction.atomic
def stop(*, clinician: Clinician, kind: str, from_date: date, until: date, by: Any, at: datetime) -> ClockStop:
    """Keep the time away and move the next review. Reminders of the old day are taken back by the daily run."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    others = clinician.clock_stops.values_list("from_date", "until")
    clocks.check_can_stop(from_date, until, list(others))
    made = ClockStop.objects.create(clinician=clinician, kind=kind, from_date=from_date, until=until, at=at)
    if clinician.review_due_on:
        _move(clinician, clocks.moved(clinician.review_due_on, from_date, until), at)
    _record("tracking.clock_stopped", clinician, by)
    return made


@transaction.atomic
def come_back(*, clinician: Clinician, by: Any, at: datetime) -> bool:
    """End the time away that runs today. False when none does."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    today = timezone.localdate(at)
    running = clinician.clock_stops.filter(from_date__lte=today, until__gt=today).first()
    if running is None:
        return False
    if clinician.review_due_on:
        _move(clinician, clocks.moved_back(clinician.review_due_on, running.until, today), at)
    running.until = today
    running.save(update_fields=["until"])
    _record("tracking.clock_started", clinician, by)
    return True


def _move(clinician: Clinician, due_on: date, at: datetime) -> None:
    waiting = clinician.reminders.filter(kind__in=REVIEW_KINDS, due_on=clinician.review_due_on or due_on)
    reminders.take_back(waiting, why="The day of the review moved.", at=at)
    clinician.review_due_on, clinician.updated_at = due_on, at
    clinician.save(update_fields=["review_due_on", "updated_at"])


def _record(event: str, clinician: Clinician, by: Any) -> None:
    note(event, clinician, by, due_on=str(clinician.review_due_on))
