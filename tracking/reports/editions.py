"""The tables of one day made fit to be shown: counted from dated facts, hidden against all that was shown before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation

from talent_register.common.steady import Edition, Sum, protected, shift_of
from tracking.models import ReportSnapshot
from tracking.rules.reports import IMPOSSIBLE

from . import flow, leaders, progress, response
from .frozen import Frozen
from .tables import Counted, Laid, Table

COUNTED: dict[str, Callable[[date], Counted]] = {
    ReportSnapshot.Family.LEADERS: leaders.counted,
    ReportSnapshot.Family.PROGRESS: progress.counted,
}


@dataclass(frozen=True)
class Ready:
    tables: list[Frozen]
    most_change: int


def make(family: str, as_at: date, tell: Callable[[int, int], None] = lambda done, total: None) -> Ready:
    """All tables of a family as at a day. The words are frozen in English and translated when they are shown.

    `tell` hears how far the check is, as common.steady.protected says, and may raise to end it.
    """
    with translation.override("en-gb"):
        now = COUNTED[family](as_at)
        past = past_editions(family, as_at, now.tables)
        before = COUNTED[family](past[-1][0]) if past else None
        change = _most_change(now.counts, before.counts if before else {})
        edition = protected(
            now.counts,
            {cell: shift_of(cell, settings.HASH_KEY) for cell in now.counts},
            now.sums(),
            [one for _day, one in past],
            threshold=settings.SUPPRESSION_THRESHOLD,
            within=now.within(),
            most_change=change,
            tell=tell,
        )
        tables = _frozen_tables(now.tables, edition)
        if family == ReportSnapshot.Family.PROGRESS:
            waiting, contact = progress.waiting(as_at, edition.figures), response.table(as_at, edition.figures)
            tables.append(Frozen("progress-waiting-times", "Waiting times between stages", progress.WAITS, waiting, []))
            tables.append(Frozen(response.CODE, response.TITLE, response.METHOD, contact, []))
            tables += flow.since(tables, as_at, past)
        return Ready(tables, change)


def past_editions(family: str, before: date, tables: Sequence[Table | Laid]) -> list[tuple[date, Edition]]:
    """What was frozen earlier, oldest first: figures by cell."""
    found: dict[date, list[ReportSnapshot]] = {}
    for snapshot in ReportSnapshot.objects.filter(family=family, as_at__lt=before).order_by("as_at", "position"):
        found.setdefault(snapshot.as_at, []).append(snapshot)
    by_code = {table.code: table for table in tables}
    return [(day, edition_of(snapshots, by_code)) for day, snapshots in found.items()]


def edition_of(snapshots: list[ReportSnapshot], tables: Mapping[str, Table | Laid]) -> Edition:
    """An edition from its tables. What made up its totals then is read from how it was laid out."""
    figures: dict[str, int | None] = {}
    sums: dict[Sum, None] = {}
    for snapshot in snapshots:
        grid = snapshot.table.get("cells", [])
        for names, row in zip(grid, snapshot.table["figures"], strict=False):
            figures |= {cell: figure for cell, figure in zip(names, row, strict=True) if cell}
        if snapshot.code in tables:
            sums |= dict.fromkeys(tables[snapshot.code].sums_of(grid))
    held_back = frozenset(cell for snapshot in snapshots for cell in snapshot.held_back)
    known = tuple(one for one in sums if {one.whole, *one.parts} <= figures.keys())
    return Edition(figures, held_back, snapshots[0].most_change, known)


def _most_change(now: Mapping[str, int], before: Mapping[str, int]) -> int:
    return max((abs(count - before[cell]) for cell, count in now.items() if cell in before), default=1) or 1


def _frozen_tables(tables: Sequence[Table | Laid], edition: Edition) -> list[Frozen]:
    return [one for table in tables for one in flow.with_shares(_frozen(table, edition))]


def _frozen(table: Table | Laid, edition: Edition) -> Frozen:
    cells = table.grid()
    rows, columns = table.heads()
    return Frozen(
        table.code,
        table.title,
        table.method,
        {
            "rows": rows,
            "columns": columns,
            "cells": cells,
            "figures": [[edition.figures[cell] if cell else IMPOSSIBLE for cell in row] for row in cells],
        },
        sorted(cell for row in cells for cell in row if cell in edition.held_back),
    )
