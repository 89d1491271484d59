"""What people decide about single rows. Each decision sends the run back to be checked."""

import hashlib
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.imports import rules
from talent_register.imports.checking.engine import IDENTITY
from talent_register.imports.choices import Answer, RowState, State
from talent_register.imports.models import ImportRow, ImportRun, NotTheSame

from .runs import locked, move


@transaction.atomic
def fix(*, run: ImportRun, number: int, column: str, value: str, by: User | None) -> ImportRow:
    """Put a typed value in place of a cell. The original stays beside it."""
    run = locked(run)
    move(run, State.CHECKING)
    row = run.rows.get(number=number, state=RowState.PROBLEM)
    row.fixes = {**row.fixes, column: value.strip()}
    row.save(update_fields=["fixes"])
    run.save()
    _record("imports.cell_fixed", run, by, {"row": number, "column": column})
    return row


@transaction.atomic
def leave_out(*, run: ImportRun, number: int, by: User | None) -> ImportRow:
    """Leave one row out of the import."""
    run = locked(run)
    move(run, State.CHECKING)
    row = run.rows.get(number=number)
    row.answer = Answer.LEAVE_OUT
    row.save(update_fields=["answer"])
    run.save()
    _record("imports.row_left_out", run, by, {"row": number})
    return row


@transaction.atomic
def answer(
    *,
    run: ImportRun,
    list_type: Any,
    answers: dict[int, str],
    by: User | None,
    people: dict[int, int] | None = None,
    same_number: str = "",
    leave_rest: bool = False,
) -> int:
    """Say of possible matches whether they are the same person. Returns how many were answered.

    `people` says which person a row is, where it may be several. `same_number` is the answer for all other rows that
    were found by their number; `leave_rest` leaves out every row that then has no answer.
    """
    run = locked(run)
    move(run, State.CHECKING)
    rows = list(run.rows.filter(state=RowState.QUESTION))
    for row in rows:
        rest = same_number if why_asked(row) == "number" else ""
        row.answer = answers.get(row.number) or rest or (Answer.LEAVE_OUT if leave_rest else "")
        if row.answer == Answer.DIFFERENT and why_asked(row) == "number":
            raise rules.CannotChange("A number belongs to one person only.")
    answered = [row for row in rows if row.answer]
    chosen = people or {}
    _remember_different(run, list_type, answered, chosen, by)
    asked = [row for row in answered if row.answer == Answer.ASK]
    if asked:
        pairs = [(row, chosen.get(row.number, cast(int, row.person_id))) for row in asked]
        list_type.ask(run, pairs, by=by, at=timezone.now())
    ImportRow.objects.bulk_update(answered, ["answer"])
    run.save()
    _record("imports.matches_answered", run, by, {"rows": len(answered)})
    return len(answered)


@transaction.atomic
def stop_asking(*, run: ImportRun, list_type: Any, number: int, by: User | None) -> None:
    """Take back the question to the people of a row: somebody decides without them."""
    run = locked(run)
    row = run.rows.filter(number=number, answer=Answer.ASK).first()
    if row is None:
        return
    move(run, State.CHECKING)
    row.answer = ""
    row.save(update_fields=["answer"])
    run.save()
    list_type.stop_asking(run, [identity(row)], at=timezone.now())
    _record("imports.asking_stopped", run, by, {"row": number})


def _remember_different(
    run: ImportRun, list_type: Any, rows: list[ImportRow], chosen: dict[int, int], by: User | None
) -> None:
    """Whoever a row is not: everybody it may have been, but for the person it was said to be."""
    undecided = {Answer.LEAVE_OUT, Answer.ASK}
    decided = [row for row in rows if row.answer not in undecided and why_asked(row) != "number"]
    possible = list_type.possible(run, decided) if decided else {}
    pairs = []
    for row in decided:
        others = {person for person, _why in possible.get(row.pk, [])} | {cast(int, row.person_id)}
        if row.answer != Answer.DIFFERENT:
            others.discard(chosen.get(row.number, cast(int, row.person_id)))
        pairs += [(row, person) for person in sorted(others)]
    prints = list_type.prints([person for _row, person in pairs])
    NotTheSame.objects.bulk_create(
        [
            NotTheSame(
                fingerprint=identity(row),
                person_id=person,
                person_print=prints.get(person, ""),
                decided_by=by,
                decided_at=timezone.now(),
            )
            for row, person in pairs
        ],
        update_conflicts=True,
        unique_fields=["fingerprint", "person_id"],
        update_fields=["person_print", "decided_by", "decided_at"],
    )


def identity(row: ImportRow) -> str:
    """The hash of who a row says it is; the same is worked out in the database when candidates are looked for."""
    parts = [row.cleaned.get(key, "") for key in IDENTITY]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def why_asked(row: ImportRow) -> str:
    """What a possible match was found by: number, email or name."""
    asked = [issue["details"]["why"] for issue in row.issues if issue["code"] == "possible_match"]
    return asked[0] if asked else ""


def _record(kind: str, run: ImportRun, by: User | None, details: dict) -> None:
    audit.record(
        kind,
        by=by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        details=details,
    )
