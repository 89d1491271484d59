"""A list says that somebody has died: nobody writes to them any more, and people look whether it is so."""

from datetime import datetime

from django.db import transaction

from profiles.models import ClaimRequest, Clinician, ClinicianState
from talent_register.accounts.models import User
from talent_register.letters.choices import State
from talent_register.letters.models import Letter

from . import claims, rights

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
    """Where the list was wrong, the record is as it was; its letters are written anew by the next list."""
    was_wrong = request.kind == ClaimRequest.Kind.DIED and request.state == ClaimRequest.State.REFUSED
    if was_wrong and request.record and request.record.state == ClinicianState.STUB:
        rights.lift_restriction(clinician=request.record, by=by, at=at)
