"""What people decide about single rows. Each decision sends the run back to be checked."""

import hashlib
from typing import cast

from django.db import transaction
from django.utils import timezone

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.imports import rules
from talent_register.imports.choices import Answer, RowState, State
from talent_register.imports.models import ImportRow, ImportRun, NotTheSame

from .runs import locked, move

IDENTITY = ("family_key", "given_key", "number_key", "work_email", "personal_email", "birth_date")


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
def answer(*, run: ImportRun, answers: dict[int, str], by: User | None) -> int:
    """Say of possible matches whether they are the same person. Returns how many were answered."""
    run = locked(run)
    move(run, State.CHECKING)
    rows = list(run.rows.filter(state=RowState.QUESTION, number__in=answers))
    for row in rows:
        row.answer = answers[row.number]
        if row.answer == Answer.DIFFERENT and why_asked(row) == "number":
            raise rules.CannotChange("A number belongs to one person only.")
    different = [row for row in rows if row.answer == Answer.DIFFERENT]
    NotTheSame.objects.bulk_create(
        [
            NotTheSame(
                fingerprint=identity(row), person_id=cast(int, row.person_id), decided_by=by, decided_at=timezone.now()
            )
            for row in different
        ],
        ignore_conflicts=True,
    )
    ImportRow.objects.bulk_update(rows, ["answer"])
    run.save()
    _record("imports.matches_answered", run, by, {"rows": len(rows)})
    return len(rows)


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
