"""A list says that somebody has died: nobody writes to them any more, and people look whether it is so."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from profiles import rules
from profiles.models import ClaimRequest, Clinician, ClinicianState
from talent_register.accounts.models import User
from talent_register.letters.choices import State
from talent_register.letters.models import Letter

from . import claims, departures, erasure, rights

REASON = "A list says that they have died."


@transaction.atomic
def report(
    *, record: Clinician, name: str, regulator: str, number_key: str, row: str, by: User | None, at: datetime
) -> None:
    """Ask support. A record that nobody claimed is kept from everybody meanwhile, and its letters do not leave; who
    has an account goes on, because a list may be wrong and they would be the last to hear of it."""
    claims.ask_about_row(
        kind=ClaimRequest.Kind.DIED,
        record=record,
        name=name,
        regulator=regulator,
        number_key=number_key,
        row=row,
        by=by,
        at=at,
    )
    if record.state == ClinicianState.STUB:
        rights.restrict(clinician=record, by=by, at=at)
        waiting = Letter.objects.filter(person_ref=record.reference, state=State.PENDING)
        waiting.update(state=State.CANCELLED, finished_at=at, outcome=REASON)


def settled(*, request: ClaimRequest, by: User, at: datetime) -> None:
    """Where the list was wrong, the record is as it was; its letters are written anew by the next list.

    Where it was right, all stops at once as for somebody who leaves, but nobody is written to; if they live after all,
    they can come back for as long as others change their minds. No list brings a record back that nobody claimed.
    """
    record = request.record
    if request.kind != ClaimRequest.Kind.DIED or record is None:
        return
    if request.state == ClaimRequest.State.CORRECTED:
        if record.state == ClinicianState.STUB:
            erasure.keep_out(people=[record], at=at)
        with suppress(rules.CannotLeave):
            departures.leave(clinician=record, by=by, at=at, is_told=False)
    elif record.state == ClinicianState.STUB:
        rights.lift_restriction(clinician=record, by=by, at=at)
