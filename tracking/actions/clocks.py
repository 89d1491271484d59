"""Time away stops the clock of yearly reviews; coming back early starts it again."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from profiles.actions.trail import note
from profiles.models import Clinician
from profiles.rules import anniversary
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
    due, days = clinician.review_due_on, 0
    if due:
        days = clocks.days_moved(due, from_date, until, _running_since(clinician, due))
    made = ClockStop.objects.create(
        clinician=clinician, kind=kind, from_date=from_date, until=until, days_moved=days, at=at
    )
    if due and days:
        _move(clinician, due + timedelta(days=days), at)
    _record("tracking.clock_stopped", clinician, by)
    return made


@transaction.atomic
def come_back(*, clinician: Clinician, by: Any, at: datetime) -> bool:
    """End the time away that runs today. False when none does."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    today = timezone.localdate(at)
    running = clinician.clock_stops.running_on(today).first()
    if running is None:
        return False
    # Whoever did the review meanwhile has a day that the time away never moved.
    is_done = clinician.yearly_reviews.filter(done_at__gte=running.at).exists()
    days = 0 if is_done else clocks.days_back(running.days_moved, running.until, today)
    if clinician.review_due_on and days:
        _move(clinician, clinician.review_due_on - timedelta(days=days), at)
    running.until, running.days_moved = today, running.days_moved - days
    running.save(update_fields=["until", "days_moved"])
    _record("tracking.clock_started", clinician, by)
    return True


def _running_since(clinician: Clinician, due_on: date) -> date:
    """The day from which the clock runs that ends on the due day."""
    done = clinician.yearly_reviews.filter(done_at__isnull=False).aggregate(last=Max("done_at"))["last"]
    began = done or clinician.registered_at
    return timezone.localdate(began) if began else anniversary(due_on, -1)


def _move(clinician: Clinician, due_on: date, at: datetime) -> None:
    waiting = clinician.reminders.filter(kind__in=REVIEW_KINDS, due_on=clinician.review_due_on or due_on)
    reminders.take_back(waiting, why="The day of the review moved.", at=at)
    clinician.review_due_on, clinician.updated_at = due_on, at
    clinician.save(update_fields=["review_due_on", "updated_at"])


def _record(event: str, clinician: Clinician, by: Any) -> None:
    note(event, clinician, by, due_on=str(clinician.review_due_on))
