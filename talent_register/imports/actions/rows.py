"""What people decide about single rows. Each decision sends the run back to be checked."""

import hashlib
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.imports import rules
from talent_register.imports.checking.engine import IDENTITY, LOOKED_AT
from talent_register.imports.checking.issues import WARNING
from talent_register.imports.choices import WAITING, Answer, RowState, State
from talent_register.imports.models import ImportRow, ImportRun, NotTheSame

from .runs import locked, move


@transaction.atomic
def fix(*, run: ImportRun, number: int, column: str, value: str, by: User | None) -> ImportRow:
    """Put a typed value in place of a cell. The original stays beside it; what was said of it holds no more."""
    run = locked(run)
    move(run, State.CHECKING)
    row = run.rows.get(number=number, state__in=[RowState.PROBLEM, RowState.READY])
    looked_at = [pair for pair in row.fixes.get(LOOKED_AT, "").split() if pair.partition(":")[0] != column]
    row.fixes = {**row.fixes, LOOKED_AT: " ".join(looked_at), column: value.strip()}
    if not looked_at:
        del row.fixes[LOOKED_AT]
    row.save(update_fields=["fixes"])
    run.save()
    _record("imports.cell_fixed", run, by, {"row": number, "column": column})
    return row


def unusual(run: ImportRun, *, column: str = "", code: str = "") -> QuerySet[ImportRow]:
    """Rows that go as they are, but that somebody may want to look at: all, or those with one warning."""
    warning = {"level": WARNING, **({"column": column, "code": code} if code else {})}
    return run.rows.filter(state=RowState.READY, issues__contains=[warning]).order_by("number")


@transaction.atomic
def keep_as_is(*, run: ImportRun, column: str, code: str, by: User | None, number: int | None = None) -> int:
    """Say of a warning that the value is right: in one row, or in all that have it. Returns in how many."""
    run = locked(run)
    move(run, State.CHECKING)
    found = unusual(run, column=column, code=code)
    rows = list(found if number is None else found.filter(number=number))
    for row in rows:
        row.fixes = {**row.fixes, LOOKED_AT: f"{row.fixes.get(LOOKED_AT, '')} {column}:{code}".strip()}
    ImportRow.objects.bulk_update(rows, ["fixes"], batch_size=1_000)
    run.save()
    _record("imports.warning_kept", run, by, {"rows": len(rows), "column": column, "code": code})
    return len(rows)


@transaction.atomic
def take_proposed(*, run: ImportRun, column: str, code: str, by: User | None) -> int:
    """Confirm what is proposed for all cells with one problem. Returns how many there were."""
    run = locked(run)
    move(run, State.CHECKING)
    same = {"column": column, "code": code}
    rows = list(run.rows.filter(state=RowState.PROBLEM, issues__contains=[same]))
    taken = []
    for row in rows:
        found = next(issue for issue in row.issues if same.items() <= issue.items())
        if proposed := found["details"].get("proposed"):
            row.fixes = {**row.fixes, column: proposed}
            taken.append(row)
    ImportRow.objects.bulk_update(taken, ["fixes"], batch_size=1_000)
    run.save()
    _record("imports.proposal_confirmed", run, by, {"rows": len(taken), **same})
    return len(taken)


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
def keep_one(*, run: ImportRun, number: int, keep: int, by: User | None) -> ImportRow:
    """Of a row and the one that it repeats keep one, and leave the other out. Returns the one left out."""
    row = run.rows.get(number=number, state=RowState.PROBLEM)
    pair = {number, *(issue["details"]["other_row"] for issue in row.issues if "other_row" in issue["details"])}
    if keep not in pair or len(pair) == 1:
        raise rules.CannotChange(_("Select which of the rows to keep"))
    return leave_out(run=run, number=max(pair - {keep}), by=by)


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
        if row.answer == Answer.TEAM and why_asked(row) != "number":
            raise rules.CannotChange("The programme team decides about numbers only.")
    answered = [row for row in rows if row.answer]
    chosen = people or {}
    _remember_different(run, list_type, answered, chosen, by)
    asked = [row for row in answered if row.answer == Answer.ASK]
    if asked:
        pairs = [(row, chosen.get(row.number, cast(int, row.person_id))) for row in asked]
        list_type.ask(run, pairs, by=by, at=timezone.now())
    if team := [row for row in answered if row.answer == Answer.TEAM]:
        list_type.ask_team(run, team, by=by, at=timezone.now())
    ImportRow.objects.bulk_update(answered, ["answer"])
    run.save()
    _record("imports.matches_answered", run, by, {"rows": len(answered)})
    return len(answered)


@transaction.atomic
def stop_asking(*, run: ImportRun, list_type: Any, number: int, by: User | None) -> None:
    """Take back the question to the people of a row: somebody decides without them. The programme team goes on."""
    run = locked(run)
    row = run.rows.filter(number=number, answer__in=WAITING).first()
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
    undecided = {Answer.LEAVE_OUT, *WAITING}
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
