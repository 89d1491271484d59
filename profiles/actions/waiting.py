"""Numbers that stand on another record, until support has looked.

Their person reads them as any number that is not checked yet, so that nobody can find out whether a number is known
here. For everybody else they are not there, and the number that such a one shall replace stands as before.
"""

from datetime import datetime
from typing import Any

from profiles import rules
from profiles.models import ClaimRequest, Clinician, Registration, RegistrationCheck, Regulator
from talent_register.audit import actions as audit

from . import claims, facts


def keep(
    *,
    registration: Registration,
    clinician: Clinician,
    replaces: Registration | None,
    by: Any,
    at: datetime,
    told: dict,
) -> tuple[Registration, bool]:
    """Keep what a person gave that stands as `registration` on another record. Returns it, and whether it is new."""
    regulator, key = registration.regulator, registration.number_key
    claims.ask_about_number(record=registration.clinician, regulator=regulator, number_key=key, by=by, at=at)
    row, is_new = Registration.given.get_or_create(
        regulator=regulator,
        number_key=rules.waiting_key(key, clinician.pk),
        defaults={**told, "clinician": clinician, "is_waiting": True, "replaces": replaces, "created_at": at},
    )
    if not is_new and replaces:
        if row.replaces_id is None:
            row.replaces = replaces
            row.save()
        else:
            drop(replaces)
    return row, is_new


def withdraw(registration: Registration, at: datetime) -> Registration | None:
    """The person does not stand by a waiting number any more. Returns the number that it was to replace."""
    clinician, old = registration.clinician, registration.replaces
    asked = ClaimRequest.objects.open().filter(
        asked_by=clinician.user_id,
        regulator=registration.regulator,
        number_key=rules.awaited_key(registration.number_key),
    )
    asked.update(state=ClaimRequest.State.REFUSED, settled_at=at, note="The person took the number back.")
    drop(registration)
    return old


def uncover(*, clinician: Clinician, regulator: Regulator, number_key: str) -> None:
    """Before a number is given: let go what the person had of it unseen, so that nobody reads of it now."""
    for row in Registration.objects.filter(
        clinician=clinician, regulator=regulator, number_key=number_key, waiting__isnull=False
    ):
        drop(row)


def settle(*, clinician: Clinician) -> None:
    """Support has looked: what is the person's own by now comes in place of the old number, else the old one stays."""
    for row in Registration.given.select_related("replaces").filter(clinician=clinician, is_waiting=True):
        key = rules.awaited_key(row.number_key)
        asked = ClaimRequest.objects.open().filter(
            asked_by=clinician.user_id, regulator=row.regulator_id, number_key=key
        )
        if asked.exists():
            continue
        if row.replaces and clinician.registrations.filter(regulator=row.regulator_id, number_key=key).exists():
            drop(row.replaces)
        drop(row)


def drop(registration: Registration) -> None:
    """Take a number off a record, and what the change history says of looks at it."""
    checks = RegistrationCheck.objects.filter(registration=registration)
    rows = list(checks.values_list("pk", flat=True))
    named = [of(registration) for of in (facts.of_number, facts.of_joined, facts.of_licence)]
    registration.clinician.facts.filter(field__in=named).delete()
    registration.delete()
    audit.forget(rows={RegistrationCheck._meta.db_table: rows}, reason="The person took the number back.")
