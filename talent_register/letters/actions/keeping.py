"""What staff do with a letter that did not leave: send it again, or cancel it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, Left

from talent_register.audit import actions as audit
from talent_register.common.doorbell import ring_after_commit
from talent_register.letters import rules
from talent_register.letters.choices import State
from talent_register.letters.models import Letter

from .writing import TASK


@transaction.atomic
def retry(*, letter: Letter, reason: str, by: Any, at: datetime) -> Letter:
    """Put a failed or doubtful letter back into the queue, with its attempts forgotten."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    rules.check_can_retry(letter.state)
    was = letter.state
    letter.state, letter.not_before = State.PENDING, at
    letter.claimed_at = letter.handed_at = letter.finished_at = letter.next_try_at = None
    letter.attempts, letter.outcome = 0, ""
    letter.save()
    _record("letters.letter_retried", letter, was, reason, by)
    ring_after_commit(TASK)
    return letter


@transaction.atomic
def cancel(*, letter: Letter, reason: str, by: Any, at: datetime) -> Letter:
    """Take back a letter that has not left."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    rules.check_can_cancel(letter.state)
    was = letter.state
    letter.state, letter.finished_at, letter.outcome = State.CANCELLED, at, reason[:300]
    letter.save()
    _record("letters.letter_cancelled", letter, was, reason, by)
    return letter


@transaction.atomic
def call_off(*, related: str, reason: str, at: datetime) -> list[str]:
    """Take back what was written to people for one cause and has not left. Returns the references of those people.

    The rows stay, and give up their keys, so that the same may be written anew. One that is leaving this very moment
    is waited for.
    """
    waiting = Letter.objects.filter(related=related, state=State.PENDING).exclude(person_ref="")
    found = dict(waiting.select_for_update(of=("self",)).values_list("pk", "person_ref"))
    free = Concat(Left("key", 150), Value(":off:"), Cast("reference", CharField()))
    Letter.objects.filter(pk__in=found).update(state=State.CANCELLED, finished_at=at, outcome=reason[:300], key=free)
    return list(found.values())


def _record(event: str, letter: Letter, was: str, reason: str, by: Any) -> None:
    audit.record(
        event,
        by=by,
        object_type="letter",
        object_ref=str(letter.reference),
        person_ref=letter.person_ref,
        reason=reason,
        details={"kind": letter.kind, "was": was},
    )
