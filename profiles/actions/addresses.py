"""What a change of somebody's work address does to their record: where letters go, and how lists find them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles.models import Clinician, ClinicianState
from talent_register.accounts.actions import work_addresses
from talent_register.accounts.models import User, WorkAddress

from . import facts
from .trail import note


@transaction.atomic
def confirm(*, user: User, token: str, at: datetime) -> str:
    """The link was opened: the address is proven. Raises accounts.rules.CannotAddAddress. Returns the address."""
    email = work_addresses.confirm(user=user, token=token, at=at).email
    clinician = _own(user)
    if clinician:
        clinician.work_email = email
        clinician.letters_to = email if clinician.letters_to else ""
        _save(clinician, at)
        facts.changed_by_self(clinician=clinician, fields=["clinician.work_email"], on=timezone.localdate(at))
    return email


@transaction.atomic
def remove(*, user: User, at: datetime) -> bool:
    """The work address goes, and letters go to the log-in address. False when there was none."""
    removed = work_addresses.remove(user=user, at=at)
    clinician = _own(user)
    if clinician and removed:
        clinician.letters_to = ""
        clinician.work_email = "" if clinician.work_email.lower() in removed else clinician.work_email
        _save(clinician, at)
    return bool(removed)


@transaction.atomic
def choose(*, clinician: Clinician, at_work: bool, by: Any, at: datetime) -> None:
    """Letters go to the work address, as long as it is proven, or to the one the person logs in with."""
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    proven = WorkAddress.objects.proven().filter(user=clinician.user_id).first() if at_work else None
    clinician.letters_to = proven.email if proven else ""
    _save(clinician, at)
    note("profiles.letters_address_chosen", clinician, by, at_work=bool(clinician.letters_to))


def _own(user: User) -> Clinician | None:
    """The record of an account, locked."""
    records = Clinician.objects.filter(user=user).exclude(state=ClinicianState.MERGED)
    return records.select_for_update(of=("self",)).first()


def _save(clinician: Clinician, at: datetime) -> None:
    clinician.updated_at = at
    clinician.save(update_fields=["work_email", "letters_to", "updated_at"])
