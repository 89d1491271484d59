"""The rows of a run on their way into PostgreSQL and back: COPY in, figures out. No decision is taken here."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from .checking.engine import IDENTITY, MISFIT, Row
from .checking.issues import KEPT
from .choices import WAITING, Action, Answer, RowState
from .models import ImportRun
from .reading.orders import Order, order_of

AT_ONCE = 2_000
# For so long a thread that cleans rows may keep the one that writes them from its next few: each time costs as much.
PATIENCE = 0.0005
# Findings after which a row is left out, whatever else is right or wrong with it.
OUT = {"left_out_by_choice", "deceased"}
# Where somebody said that a number is right with its 0s, nothing is asked about them any more.
LOST_ZERO = {"code": "lost_leading_zero", "level": "warning"}
COPY = """
    COPY imports_importrow (run_id, number, raw, fixes, cleaned, issues, state, action, person_version, answer)
    FROM STDIN
"""
SET_ASIDE = """
    CREATE TEMPORARY TABLE import_aside ON COMMIT DROP AS
    SELECT number, raw, fixes, answer, cleaned, state, person_id FROM imports_importrow
    WHERE run_id = %s AND action <> 'LEAVER'
"""
# Keys of rows for which a match found nobody; of those set aside, if they still say the same of whom they are about.
_NOBODYS = "{0}.state = 'READY' AND {0}.person_id IS NULL AND {0}.answer = ''"
NOBODYS = f"SELECT r.id FROM imports_importrow r WHERE r.run_id = %(run)s AND {_NOBODYS.format('r')}"  # noqa: S608
_SAME = " AND ".join(
    f"x.cleaned ->> '{key}' IS NOT DISTINCT FROM r.cleaned ->> '{key}'" for key in ("regulator", *IDENTITY)
)
NOBODYS_ASIDE = f"""
    SELECT r.id FROM import_aside x JOIN imports_importrow r ON r.run_id = %(run)s AND r.number = x.number
    WHERE {_NOBODYS.format("x")} AND r.answer = '' AND {_SAME}
"""  # noqa: S608 made of our own names only
# What a row was before people were looked for again, and why it is not the same any more.
SEEN = """
    CREATE TEMPORARY TABLE import_seen ON COMMIT DROP AS
    SELECT id, number, state, action, person_id, person_version FROM imports_importrow WHERE run_id = %s
"""
MOST_NAMED = 100
NOT_AS_SEEN = """
    SELECT r.number, CASE
        WHEN s.id IS NULL THEN 'leaves'
        WHEN r.state = 'PROBLEM' THEN 'repeats'
        WHEN r.action = 'BLOCKED' THEN 'blocked'
        WHEN r.state = 'QUESTION' THEN 'question'
        WHEN s.person_id IS NULL THEN 'found'
        WHEN r.person_id IS NULL THEN 'gone'
        ELSE 'changed' END
    FROM imports_importrow r LEFT JOIN import_seen s ON s.id = r.id
    WHERE r.run_id = %s AND (r.state, r.action, r.person_id, r.person_version) IS DISTINCT FROM
        (s.state, s.action, s.person_id, s.person_version)
    ORDER BY 1 LIMIT %s
"""
DATES = "SELECT DISTINCT trim(coalesce(fixes, '{}') ->> %s) FROM import_aside WHERE fixes ? %s UNION "
DATES += "SELECT DISTINCT trim(raw ->> %s) FROM import_aside WHERE jsonb_typeof(raw -> %s) = 'string'"


def set_aside(run: ImportRun) -> None:
    """Move the run's rows out of the way of their next check, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_aside")
        cursor.execute(SET_ASIDE, [run.pk])
        cursor.execute("DELETE FROM imports_importrow WHERE run_id = %s", [run.pk])


@contextmanager
def aside() -> Iterator[Iterator[Row]]:
    """The rows that were set aside, a few at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT number, raw::text, fixes::text, answer FROM import_aside ORDER BY number")

        def rows() -> Iterator[Row]:
            while found := cursor.fetchmany(AT_ONCE):
                for number, raw, fixes, answer in found:
                    yield Row(number, json.loads(raw), json.loads(fixes), answer, as_read=raw)

        yield rows()


def orders_aside(keys: Iterable[str]) -> dict[str, Order]:
    """How the columns of dates that were set aside write day and month."""
    orders = {}
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(DATES, [key, key, key, key])
            if texts := sorted(text for (text,) in cursor.fetchall() if text):
                orders[key] = order_of(texts)
    return orders


def note_seen(run: ImportRun) -> None:
    """Remember until the transaction ends what the rows were, for `not_as_seen`."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_seen")
        cursor.execute(SEEN, [run.pk])


def not_as_seen(run: ImportRun) -> dict[str, str]:
    """The first rows that are not what they were, by number, each with a code of why."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_AS_SEEN, [run.pk, MOST_NAMED])
        return {str(number): why for number, why in cursor.fetchall()}


def decisions_aside() -> dict[int, tuple[dict, str]]:
    """What people fixed and answered, by row number, so that reading the file again keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, fixes::text, answer FROM import_aside WHERE fixes <> '{}' OR answer <> ''")
        return {number: (json.loads(fixes), answer) for number, fixes, answer in cursor.fetchall()}


def stage(run: ImportRun, rows: Iterator[Row], *, beside: bool = False) -> None:
    """Put these rows in, a few at a time, so that memory does not grow with the file. `beside`: while some are written,
    the next are made. Not where the rows come from the same connection."""
    with connection.cursor() as cursor, _written_beside() if beside else nullcontext(_copy) as write:
        while block := "".join(_line(row, run) for row in islice(rows, AT_ONCE)):
            write(cursor, block)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE imports_importrow (run_id, number, state, action, person_id)")


def _copy(cursor: Any, block: str) -> None:
    with cursor.copy(COPY) as copy:
        copy.write(block)


@contextmanager
def _written_beside() -> Iterator[Callable[[Any, str], None]]:
    """`_copy` on a thread. Whatever else is asked of the connection meanwhile waits until the block is in."""
    writing: list[Future] = []

    def finish() -> None:
        while writing:
            writing.pop().result()

    def write(cursor: Any, block: str) -> None:
        finish()
        writing.append(writer.submit(_copy, cursor, block))

    def after_it(execute: Callable, *arguments: Any) -> Any:
        finish()
        return execute(*arguments)

    with ThreadPoolExecutor(1) as writer, _switching(PATIENCE), connection.execute_wrapper(after_it):
        yield write
        finish()


@contextmanager
def _switching(seconds: float) -> Iterator[None]:
    """Threads take turns after so long."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def kept_rows(reader, decided: dict[int, tuple[dict, str]]) -> Iterator[Row]:
    """The rows of a file that is being read, with what people decided about them before."""
    for number, text, misfit in reader.lines():
        raw = json.loads(text)
        if misfit:
            raw[MISFIT] = misfit
        yield Row(number, raw, *decided.get(number, ({}, "")), as_read="" if misfit else text)


def _line(row: Row, run: ImportRun) -> str:
    """One line of COPY text. JSON as Python and PostgreSQL write it holds no line breaks or tabs, only backslashes to
    double."""
    state = _state(row, run)
    action = Action.NEW if state == RowState.READY else ""
    fixes = json.dumps(row.fixes) if row.fixes else "{}"
    issues = json.dumps(row.issues) if row.issues else "[]"
    texts = f"{row.as_read or json.dumps(row.raw)}\t{fixes}\t{json.dumps(row.cleaned)}\t{issues}"
    if "\\" in texts:
        texts = texts.replace("\\", "\\\\")
    return f"{run.pk}\t{row.number}\t{texts}\t{state}\t{action}\t\t{row.answer}\n"


def _state(row: Row, run: ImportRun) -> str:
    if row.answer == Answer.LEAVE_OUT:
        return RowState.LEFT_OUT
    if not row.issues:
        return RowState.READY
    codes = {issue["code"] for issue in row.issues if issue["level"] != KEPT}
    if codes & OUT or (run.zeros == "LEAVE_OUT" and "lost_leading_zero" in codes):
        return RowState.LEFT_OUT
    return RowState.PROBLEM if row.has_problem() else RowState.READY


SAYS = """
    SELECT encode(sha256(string_agg(int8send(said), '' ORDER BY said)), 'hex')
    FROM (SELECT jsonb_hash_extended(cleaned, 0) AS said FROM imports_importrow WHERE run_id = %s AND action <> %s) rows
"""


def rows_print(run: ImportRun) -> str:
    """The same for rows that say the same, in whatever order and kind of file; empty without rows.

    Nobody can be told from it: it is made of the whole list.
    """
    with connection.cursor() as cursor:
        cursor.execute(SAYS, [run.pk, Action.LEAVER])
        return cursor.fetchone()[0] or ""


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
        asked=Count("pk", filter=Q(state=RowState.LEFT_OUT, answer__in=WAITING)),
        blocked=Count("pk", filter=Q(action=Action.BLOCKED)),
        left_out=Count("pk", filter=Q(state=RowState.LEFT_OUT) & ~Q(action=Action.LEAVER)),
        zeros=Count("pk", filter=~Q(state=RowState.PROBLEM) & Q(issues__contains=[LOST_ZERO])),
        warnings=Count("pk", filter=ready & Q(issues__contains=[{"level": "warning"}])),
    )
    return {**run.counts, **figures}
