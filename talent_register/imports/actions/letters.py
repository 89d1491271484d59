"""The step after an import: whether its people are written to, from when, and a way back until the letters leave."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.common.doorbell import ring_after_commit
from talent_register.imports import rules
from talent_register.imports.choices import Letters
from talent_register.imports.models import ImportRun
from talent_register.letters import actions as outbox

from .runs import locked

TASK = "imports.write_letters"
CALLED_OFF = "The organisation called this letter off."


@transaction.atomic
def send(*, run: ImportRun, day: date, by: User, at: datetime) -> ImportRun:
    """Ask for the letters of an import, to leave from 9:00 on a day. Pressed twice, it is asked once.

    Writing them is for the background: a long list takes a while, and the row is what remembers it.
    """
    run = locked(run)
    if run.letters == Letters.SEND and run.letters_at == rules.letters_leave_at(day):
        return run
    rules.check_can_choose_letters(state=run.state, letters=run.letters)
    rules.check_letter_day(day, now=at, nation=run.organisation.nation)
    run.letters, run.letters_at, run.letters_written_at = Letters.SEND, rules.letters_leave_at(day), None
    _decided(run, by, at)
    ring_after_commit(TASK)
    return run


@transaction.atomic
def send_none(*, run: ImportRun, by: User, at: datetime) -> ImportRun:
    """Say that nobody is written to. It can be said otherwise later."""
    run = locked(run)
    if run.letters == Letters.NONE:
        return run
    rules.check_can_choose_letters(state=run.state, letters=run.letters)
    run.letters, run.letters_at = Letters.NONE, None
    _decided(run, by, at)
    return run


@transaction.atomic
def call_off(*, run: ImportRun, list_type: Any, by: User, at: datetime) -> int:
    """Stop the letters that have not left. Returns how many; what left has left. Then it can be chosen again."""
    run = locked(run)
    if run.letters != Letters.SEND:
        return 0
    people = outbox.call_off(related=run.reference, reason=CALLED_OFF, at=at)
    if run.letters_written_at and not people:
        return 0
    list_type.letters_called_off(run, people)
    run.letters, run.letters_at, run.letters_written_at = Letters.UNDECIDED, None, None
    run.letters_by, run.letters_decided_at = by, at
    run.save()
    _record("imports.letters_called_off", run, by, {"letters": len(people)})
    return len(people)


def write_waiting(*, list_type_of: Callable, run_id: int | None = None) -> int:
    """Write the letters somebody asked for, each import in a transaction of its own. Returns how many imports."""
    done = 0
    while _write_next(list_type_of, run_id):
        done += 1
    return done


@transaction.atomic
def _write_next(list_type_of: Callable, run_id: int | None) -> bool:
    waiting = ImportRun.objects.with_letters_to_write().select_related("organisation")
    waiting = waiting.filter(pk=run_id) if run_id else waiting
    run = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("letters_at", "pk").first()
    if run is None or run.letters_at is None:
        return False
    written = list_type_of(run.list_type).write_letters(run, not_before=run.letters_at)
    run.letters_written_at = timezone.now()
    run.counts = {**run.counts, "letters": written}
    run.save(update_fields=["letters_written_at", "counts"])
    _record("imports.letters_written", run, None, {"letters": written})
    return True


def _decided(run: ImportRun, by: User, at: datetime) -> None:
    run.letters_by, run.letters_decided_at = by, at
    run.save()
    details = {"choice": run.letters, **({"on": run.letters_at.date().isoformat()} if run.letters_at else {})}
    _record("imports.letters_decided", run, by, details)


def _record(event: str, run: ImportRun, by: User | None, details: dict) -> None:
    audit.record(
        event,
        by=by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        details=details,
    )
