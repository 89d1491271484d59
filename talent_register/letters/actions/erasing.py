"""Taking a person out of the outbox: what waits is cancelled, what was sent says no more to whom."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from talent_register.common.doorbell import ring_after_commit
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter

from .writing import TASK

WHY = "The person's record was erased."
EMPTY = {"to_name": "", "to_email": "", "subject": "", "body": ""}


@transaction.atomic
def erase(*, people: Iterable[str], addresses: Iterable[str], owners: Iterable[str], at: datetime) -> int:
    """Empty every letter about these people (references), to these addresses or about these accounts. The rows stay.

    One that is leaving this very moment is waited for: its row is locked until its sender has committed.
    """
    to = Letter.objects.annotate(to_key=Lower("to_email"))
    found = to.filter(
        Q(person_ref__in=list(people))
        | Q(to_key__in=[address.lower() for address in addresses])
        | Q(related__in=list(owners))
    )
    ids = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
    letters = Letter.objects.filter(pk__in=ids)
    letters.filter(state=State.PENDING).update(state=State.CANCELLED, finished_at=at, outcome=WHY)
    return letters.exclude(state=State.SENDING).update(**EMPTY)


def note_owner(*, email: str, owner: str) -> None:
    """Whose the letters to an address were, where none says so, before the address itself is forgotten."""
    Letter.objects.to_address(email).filter(person_ref="", related="").update(related=owner)


def cancel_waiting(*, people: Iterable[str], reason: str, at: datetime, address: str = "") -> int:
    """What waits to go to these people does not go, but for letters about their account's security.

    With an address, nothing at all goes to it: whoever has it is somebody else.
    """
    waiting = Letter.objects.due_to_people(list(people))
    waiting = waiting.filter(to_email__iexact=address) if address else waiting.exclude(purpose=Purpose.SECURITY)
    return waiting.update(state=State.CANCELLED, finished_at=at, outcome=reason[:300])


def hand_on(*, person: str, to: Mapping[str, str], purpose: str = "", ids: Collection[int] = ()) -> list[int]:
    """What waits to go to a person, of one purpose or these letters alone, goes to another record of theirs (`to` as
    records say who reads a letter). Words and language stay as written. Returns which letters."""
    waiting = Letter.objects.due_to_people([person]).exclude(to_email="")
    waiting = waiting.filter(purpose=purpose) if purpose else waiting.filter(pk__in=ids)
    handed = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    reader = {name: to[name] for name in ("to_email", "to_name", "person_ref")}
    Letter.objects.filter(pk__in=handed).update(**reader)
    return handed


def give_back(*, person: str, ids: Collection[int], to: Mapping[str, str]) -> None:
    """What was handed on is about the first record again. What left meanwhile keeps the address that it went to."""
    hand_on(person=person, ids=ids, to=to)
    Letter.objects.filter(pk__in=ids, person_ref=person).update(person_ref=to["person_ref"])


def wait_again(*, person: str, reason: str, cancelled_at: datetime) -> int:
    """What was cancelled so at that moment waits again. Sending asks whether it still applies."""
    found = Letter.objects.filter(person_ref=person, state=State.CANCELLED, outcome=reason[:300])
    found = found.filter(finished_at=cancelled_at).exclude(to_email="")
    count = found.update(state=State.PENDING, finished_at=None, outcome="")
    if count:
        ring_after_commit(TASK)
    return count
