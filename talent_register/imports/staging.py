"""The rows of a run on their way into PostgreSQL and back: COPY in, figures out. No decision is taken here."""

import json
from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import Count, Q

from .checking.engine import Row
from .choices import Action, Answer, RowState
from .models import ImportRow, ImportRun

COPY = """
    COPY imports_importrow (run_id, number, raw, fixes, cleaned, issues, state, action, person_version, answer)
    FROM STDIN
"""


def stage(run: ImportRun, rows: Iterable[Row]) -> None:
    """Replace the run's rows with these."""
    run.rows.all().delete()
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in rows:
            copy.write_row(
                (
                    run.pk,
                    row.number,
                    json.dumps(row.raw),
                    json.dumps(row.fixes),
                    json.dumps(row.cleaned),
                    json.dumps(row.issues),
                    _state(row, run),
                    "",
                    "",
                    row.answer,
                )
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE imports_importrow (run_id, number, state, action, person_id)")


def _state(row: Row, run: ImportRun) -> str:
    codes = {issue["code"] for issue in row.issues}
    if row.answer == Answer.LEAVE_OUT or "left_out_by_choice" in codes:
        return RowState.LEFT_OUT
    if run.zeros == "LEAVE_OUT" and "lost_leading_zero" in codes:
        return RowState.LEFT_OUT
    return RowState.PROBLEM if row.has_problem() else RowState.READY


def staged(run: ImportRun) -> Iterator[Row]:
    """The rows as they were kept, to be checked again."""
    kept = run.rows.exclude(action=Action.LEAVER).order_by("number")
    for number, raw, fixes, answer in kept.values_list("number", "raw", "fixes", "answer").iterator(5_000):
        yield Row(number, raw, fixes, answer)


def decisions(run: ImportRun) -> dict[int, tuple[dict, str]]:
    """What people fixed and answered, by row number, so that reading the file again keeps it."""
    decided = run.rows.exclude(fixes={}, answer="").values_list("number", "fixes", "answer")
    return {number: (fixes, answer) for number, fixes, answer in decided}


def count(run: ImportRun) -> dict[str, int]:
    """The figures that pages, letters and the shell show."""
    ready = Q(state=RowState.READY)
    figures = run.rows.aggregate(
        rows=Count("pk", filter=~Q(action=Action.LEAVER)),
        new=Count("pk", filter=ready & Q(action=Action.NEW)),
        changed=Count("pk", filter=ready & Q(action=Action.CHANGED)),
        unchanged=Count("pk", filter=ready & Q(action=Action.UNCHANGED)),
        leavers=Count("pk", filter=ready & Q(action=Action.LEAVER)),
        problems=Count("pk", filter=Q(state=RowState.PROBLEM)),
        unknown=Count("pk", filter=Q(issues__contains=[{"code": "unknown_value"}]))
        + Count("pk", filter=Q(issues__contains=[{"code": "unknown_employer"}])),
        questions=Count("pk", filter=Q(state=RowState.QUESTION)),
        blocked=Count("pk", filter=Q(action=Action.BLOCKED)),
        left_out=Count("pk", filter=Q(state=RowState.LEFT_OUT)),
        zeros=Count("pk", filter=~Q(state=RowState.PROBLEM) & Q(issues__contains=[{"code": "lost_leading_zero"}])),
        warnings=Count("pk", filter=ready & Q(issues__contains=[{"level": "warning"}])),
    )
    return {**run.counts, **figures}


def fingerprints(run: ImportRun) -> dict[int, tuple]:
    """What the check found out about each ready row's person, to notice later that it is no longer so."""
    ready = ImportRow.objects.filter(run=run, state__in=[RowState.READY, RowState.QUESTION])
    return {row[0]: row[1:] for row in ready.values_list("number", "state", "action", "person_id", "person_version")}
