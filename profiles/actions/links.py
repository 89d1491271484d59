"""How the link of a claim letter ends: it opens nothing any more, and says for 90 days why."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles.models import (
    BY_ADDRESS,
    ClaimToken,
    Clinician,
    ClinicianState,
    EndedLink,
    suppression_hash,
)
from talent_register.letters import actions as letters

from .trail import note

REASON = "Its reader says that they are somebody else."


class CannotEnd(Exception):
    """The record was claimed, declined or erased in the meantime."""


def end(*, people: Any, why: str, at: datetime, address_hash: str = "") -> int:
    """End every link to these records. Returns how many that were."""
    tokens = ClaimToken.objects.filter(clinician__in=people)
    ended = [
        EndedLink(
            token_hash=token.token_hash,
            why=why,
            ended_on=timezone.localdate(at),
            clinician_id=token.clinician_id if address_hash else None,
            address_hash=address_hash,
        )
        for token in tokens
    ]
    EndedLink.objects.bulk_create(ended, ignore_conflicts=True, batch_size=1_000)
    tokens.delete()
    return len(ended)


@transaction.atomic
def not_me(*, record: Clinician, at: datetime) -> None:
    """The reader of the letter is somebody else: nothing more about this record goes to their address.

    The record stays, hidden, for the organisation to correct; where it is not, it is erased on its day.
    """
    record = Clinician.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if record.state != ClinicianState.STUB:
        raise CannotEnd
    address = record.email.lower()
    letters.cancel_waiting(people=[record.reference], reason=REASON, at=at, address=address)
    end(people=[record.pk], why=EndedLink.Why.NOT_ME, at=at, address_hash=hash_of(address))
    for column in ("work_email", "personal_email"):
        if getattr(record, column).lower() == address:
            setattr(record, column, "")
            record.facts.filter(field=f"clinician.{column}").delete()
    record.updated_at = at
    record.save()
    note("profiles.not_me_said", record)


def hash_of(address: str) -> str:
    """The keyed hash under which an address is remembered to be somebody else's."""
    return suppression_hash(BY_ADDRESS, address.lower())


def is_not_theirs(person: Clinician, said: dict[int, set[str]]) -> bool:
    """Whether a reader said that the record's present address is not this person's. `said`: by `refused`."""
    return bool(said.get(person.pk)) and hash_of(person.email) in said[person.pk]


def refused() -> dict[int, set[str]]:
    """The hashes of addresses whose readers said that they are somebody else, by the key of the record."""
    found: dict[int, set[str]] = {}
    for person, address in EndedLink.objects.not_them().values_list("clinician_id", "address_hash"):
        found.setdefault(person, set()).add(address)
    return found
