"""Numbers on professional registers: given, corrected, taken back, looked up by people."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles import number_letters, rules
from profiles.models import (
    Clinician,
    FactSource,
    Licence,
    Registration,
    RegistrationCheck,
    RegistrationState,
    RegistrationStatus,
    Regulator,
)

from . import claims, facts, waiting
from .extracts import Applied, ExtractRow, apply_extract
from .trail import note

__all__ = [
    "Applied",
    "ExtractRow",
    "add",
    "apply_extract",
    "ask_again",
    "change",
    "remove",
    "tell_joined",
    "tell_licence",
    "verify",
]


@transaction.atomic
def add(
    *,
    clinician: Clinician,
    regulator: Regulator,
    typed: str,
    by: Any,
    at: datetime,
    registered_on: date | None = None,
    licence: str = Licence.UNKNOWN,
) -> Registration | None:
    """Keep a number. The same number twice is one; a number on another record is left to support: nothing is told.

    Returns nothing where people have to look first.
    """
    told = {"number": typed, "registered_on": registered_on, "licence": licence}
    return _keep(clinician=clinician, regulator=regulator, told=told, replaces=None, by=by, at=at)


def _keep(
    *, clinician: Clinician, regulator: Regulator, told: dict, replaces: Registration | None, by: Any, at: datetime
) -> Registration | None:
    """Keep a number in place of another, which stays until support has looked where the new one is another's."""
    key = rules.normalise_number(regulator.code, told["number"])
    if not regulator.separates_licence:
        told = {**told, "licence": Licence.NOT_APPLICABLE}
    waiting.uncover(clinician=clinician, regulator=regulator, number_key=key)
    if replaces and replaces.number_key == key:
        # Back to the number before the last: it is as new, as it would be had it not been kept.
        waiting.drop(replaces)
        replaces = None
    registration, is_new = Registration.objects.get_or_create(
        regulator=regulator, number_key=key, defaults={**told, "clinician": clinician, "created_at": at}
    )
    is_own = registration.clinician_id == clinician.pk
    if is_own:
        claims.lift_suppression(regulator_code=regulator.code, number_key=key)
        if replaces:
            waiting.drop(replaces)
    else:
        registration, is_new = waiting.keep(
            registration=registration, clinician=clinician, replaces=replaces, told=told, by=by, at=at
        )
    if is_new:
        fields = [facts.of_number(registration)]
        if told["registered_on"]:
            fields.append(facts.of_joined(registration))
        if told["licence"] in (Licence.HELD, Licence.NOT_HELD):
            fields.append(facts.of_licence(registration))
        facts.changed_by_self(clinician=clinician, fields=fields, on=timezone.localdate(at))
        _record("profiles.number_given", clinician, by, regulator)
    return registration if is_own else None


@transaction.atomic
def change(*, registration: Registration, typed: str, by: Any, at: datetime) -> Registration | None:
    """Correct a number. What was checked for the old number does not hold for another; what the person told does."""
    registration = _locked(registration)
    clinician, regulator = registration.clinician, registration.regulator
    key = rules.normalise_number(regulator.code, typed)
    if key != rules.awaited_key(registration.number_key):
        told = {"number": typed, **_told(registration)}
        old = waiting.withdraw(registration, at) if registration.is_waiting else registration
        return _keep(clinician=clinician, regulator=regulator, told=told, replaces=old, by=by, at=at)
    registration.number = typed
    registration.save()
    _changed(registration, facts.of_number(registration), by, at)
    return registration


def _told(registration: Registration) -> dict[str, Any]:
    """What the person said of a number, and no register since."""
    own = registration.clinician.facts.filter(source=FactSource.SELF).values_list("field", flat=True)
    said = set(own.filter(field__startswith=facts.of_number(registration)))
    has_licence = facts.of_licence(registration) in said and registration.licence_checked_on is None
    return {
        "registered_on": registration.registered_on if facts.of_joined(registration) in said else None,
        "licence": registration.licence if has_licence else Licence.UNKNOWN,
    }


@transaction.atomic
def tell_joined(*, registration: Registration, day: date | None, by: Any, at: datetime) -> None:
    """The person says since when a number is on its register."""
    registration = _locked(registration)
    if registration.registered_on != day:
        registration.registered_on = day
        registration.save()
        _changed(registration, facts.of_joined(registration), by, at)


@transaction.atomic
def tell_licence(*, registration: Registration, licence: str, by: Any, at: datetime) -> None:
    """The person says whether they hold a licence beside a number."""
    registration = _locked(registration)
    if registration.regulator.separates_licence and registration.licence != licence:
        registration.licence, registration.licence_checked_on = licence, None
        registration.save()
        _note_licence(registration, at)
        _changed(registration, facts.of_licence(registration), by, at)


def _changed(registration: Registration, fact: str, by: Any, at: datetime) -> None:
    clinician = registration.clinician
    facts.changed_by_self(clinician=clinician, fields=[fact], on=timezone.localdate(at))
    _record("profiles.number_changed", clinician, by, registration.regulator)


@transaction.atomic
def remove(*, registration: Registration, by: Any, at: datetime) -> None:
    """Take a number back. What was known of it goes with it; the change history keeps that it was there."""
    registration = _locked(registration)
    old = waiting.withdraw(registration, at) if registration.is_waiting else registration
    if old:
        waiting.drop(old)
    Clinician.objects.filter(pk=registration.clinician_id).update(updated_at=at)
    _record("profiles.number_removed", registration.clinician, by, registration.regulator)


@transaction.atomic
def verify(
    *,
    registration: Registration,
    is_match: bool,
    state: str,
    licence: str,
    seen_on: date,
    note: str,
    by: Any,
    at: datetime,
    status: RegistrationStatus | None = None,
    registered_on: date | None = None,
) -> RegistrationCheck:
    """Somebody looked at the public register. The look is kept; it decides unless something newer is known."""
    rules.check_seen_on(seen_on, timezone.localdate(at))
    registration = _locked(registration)
    if not registration.regulator.separates_licence:
        licence = Licence.NOT_APPLICABLE
    known = rules.after_look(
        is_match=is_match,
        state=state,
        licence=licence,
        seen_on=seen_on,
        known_on=registration.verified_on,
    )
    check = RegistrationCheck.objects.create(
        registration=registration,
        state=state if is_match else RegistrationState.UNKNOWN,
        status=status if is_match else None,
        licence=licence if is_match else Licence.UNKNOWN,
        as_at=seen_on,
        source=FactSource.REVIEWER,
        by=by.name or by.email,
        is_match=is_match,
        note=note,
        at=at,
    )
    if known is not None:
        registration.state, registration.licence = known.state, known.licence
        registration.status = check.status
        registration.verified_on, registration.recheck_on = known.verified_on, known.recheck_on
        registration.verified_by = check.by if known.verified_on else ""
        registration.licence_checked_on = known.verified_on
        registration.registered_on = registered_on or registration.registered_on
        registration.save()
        if not is_match:
            number_letters.disagrees([registration.pk])
    _record("profiles.number_verified", registration.clinician, by, registration.regulator, is_match=is_match)
    return check


def ask_again(*, clinician: Clinician, on: date) -> int:
    """The person has another last name than the one that was checked: every number is looked up again from now on.

    What was found stands until then, and its pages say that it is looked at again.
    """
    checked = clinician.registrations.filter(verified_on__isnull=False).exclude(recheck_on__lte=on)
    return checked.update(recheck_on=on)


def _locked(registration: Registration) -> Registration:
    found = Registration.given.select_for_update(of=("self",)).select_related("clinician", "regulator", "replaces")
    return found.get(pk=registration.pk)


def _note_licence(registration: Registration, at: datetime) -> None:
    RegistrationCheck.objects.create(
        registration=registration,
        state=registration.state,
        status=registration.status,
        licence=registration.licence,
        as_at=timezone.localdate(at),
        source=FactSource.SELF,
        is_match=registration.verified_on is not None,
        at=at,
    )


def _record(event: str, clinician: Clinician, by: Any, regulator: Regulator, **more: object) -> None:
    note(event, clinician, by, regulator=regulator.code, **more)
