"""Pausing: nobody finds the person and nothing is written to them but about security, until they come back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles import rules
from profiles.models import Clinician, ClinicianState, Pause

from .trail import note

BATCH = 200


@transaction.atomic
def pause(*, clinician: Clinician, months: int, reason: str, by: Any, at: datetime) -> Pause:
    """Hide the person for 1 to 12 months. What waits to be sent is stopped when it would leave."""
    clinician = _locked(clinician)
    rules.check_can_pause(clinician.state)
    today = timezone.localdate(at)
    until = rules.paused_until(today, months)
    made = Pause.objects.create(clinician=clinician, from_date=today, until=until, reason=reason)
    _become(clinician, ClinicianState.PAUSED, until, at)
    note("profiles.pause_begun", clinician, by, months=months)
    return made


@transaction.atomic
def resume(*, clinician: Clinician, by: Any, at: datetime) -> None:
    """The person is back. What they chose about being seen is as it was."""
    clinician = _locked(clinician)
    rules.check_can_resume(clinician.state)
    _end(clinician, timezone.localdate(at), at)
    note("profiles.pause_ended", clinician, by)


@transaction.atomic
def end_due(*, on: date, at: datetime) -> int:
    """End a batch of pauses whose day has come. Returns how many; call again until 0."""
    due = Clinician.objects.filter(state=ClinicianState.PAUSED, paused_until__lte=on).order_by("pk")
    found = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for clinician in found:
        _end(clinician, on, at)
        note("profiles.pause_ended", clinician, None)
    return len(found)


def _end(clinician: Clinician, on: date, at: datetime) -> None:
    clinician.pauses.filter(ended_on=None).update(ended_on=on)
    _become(clinician, ClinicianState.REGISTERED, None, at)


def _become(clinician: Clinician, state: str, until: date | None, at: datetime) -> None:
    clinician.state, clinician.paused_until, clinician.updated_at = state, until, at
    clinician.save(update_fields=["state", "paused_until", "updated_at"])


def _locked(clinician: Clinician) -> Clinician:
    return Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
