"""Leaving the register: hidden at once, time to change one's mind, then anonymised for good."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles import emails, rules
from profiles.models import Clinician, ClinicianState, Departure
from talent_register.letters import actions as letters

from . import erasure
from .trail import note


@transaction.atomic
def leave(*, clinician: Clinician, by: Any, at: datetime, is_told: bool = True) -> Departure:
    """Hide the person from everybody at once, cancel what waits to be sent, and write to them, if they are told."""
    clinician = Clinician.objects.select_for_update(of=("self",)).select_related("user").get(pk=clinician.pk)
    rules.check_can_leave(clinician.state)
    departure = Departure.objects.create(
        clinician=clinician,
        was_state=clinician.state,
        asked_at=at,
        undo_until=rules.undo_until(timezone.localdate(at)),
    )
    clinician.state, clinician.updated_at = ClinicianState.LEFT, at
    clinician.save(update_fields=["state", "updated_at"])
    letters.cancel_waiting(people=[clinician.reference], reason=str(emails.LEFT), at=at)
    note("profiles.departure_asked", clinician, by)
    if is_told:
        emails.left(clinician=clinician, departure=departure)
    return departure


@transaction.atomic
def come_back(*, clinician: Clinician, by: Any, at: datetime) -> Departure:
    """The person changed their mind in time: everything is as it was."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    departure = clinician.departures.select_for_update().open().first()
    if departure is None:
        raise rules.CannotLeave(str(rules.NOT_LEAVING))
    rules.check_can_return(departure.undo_until, timezone.localdate(at))
    departure.undone_at = at
    departure.save(update_fields=["undone_at"])
    clinician.state, clinician.updated_at = departure.was_state, at
    clinician.save(update_fields=["state", "updated_at"])
    note("profiles.departure_undone", clinician, by)
    return departure


@transaction.atomic
def carry_out_next(*, on: date, at: datetime) -> bool:
    """Anonymise the person who waits longest; False when nobody is due. One person a transaction."""
    due = Departure.objects.due(on).select_for_update(skip_locked=True, of=("self",)).select_related("clinician__user")
    departure = due.order_by("undo_until", "pk").first()
    if departure is None:
        return False
    clinician = departure.clinician
    erasure.keep_out(people=[clinician], at=at)
    counts = erasure.erase(people=[clinician], state=ClinicianState.LEFT, at=at)
    Departure.objects.filter(pk=departure.pk).update(erased_at=at)
    note("profiles.person_erased", clinician, None, rows=counts)
    return True
