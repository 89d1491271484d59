"""The pass over a whole table: every distinct cell of a column is cleaned once, then rows are put together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from talent_register.imports.reading.table import Cell

from . import cells, dates
from .issues import PROBLEM, Issue
from .lookups import Lookup

LEAVE_EMPTY = ""
LEAVE_OUT = "-"


@dataclass
class Context:
    """What a check leans on beside the cells: today, allowed values, decisions of the past."""

    as_at: date
    lookups: dict[str, Lookup] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    value_map: dict[str, dict[str, str]] = field(default_factory=dict)
    is_1904: bool = False
    repairs: set[str] = field(default_factory=set)
    suggested: dict[str, dict[str, str]] = field(default_factory=dict)
    unsure_orders: dict[str, str] = field(default_factory=dict)

    def lookup_of(self, column) -> Lookup:
        return self.lookups[column.lookup]


@dataclass
class Row:
    """One row while it is checked. `raw` holds the kept cells by column key, `fixes` what somebody typed instead."""

    number: int
    raw: dict[str, Cell]
    fixes: dict[str, str] = field(default_factory=dict)
    answer: str = ""
    cleaned: dict = field(default_factory=dict)
    issues: list[dict] = field(default_factory=list)

    def cell(self, key: str) -> Cell:
        return self.fixes[key] if key in self.fixes else self.raw.get(key)

    def add(self, column, issue: Issue, value: str | None = None) -> None:
        """Note an issue against a column, once per column and code."""
        if any(found["column"] == column.key and found["code"] == issue.code for found in self.issues):
            return
        self.issues.append(
            {
                "column": column.key,
                "value": cells.shown(self.cell(column.key)) if value is None else value,
                "code": issue.code,
                "level": issue.level,
                "details": issue.details,
            }
        )

    def has_problem(self, *keys: str) -> bool:
        """Whether any (or one of these) columns has a problem."""
        return any(i["level"] == PROBLEM and (not keys or i["column"] in keys) for i in self.issues)


def keep(mapping: dict[str, int], rows: Iterable[tuple[int, list[Cell]]], width: int) -> Iterator[Row]:
    """Only the matched cells of each row: what was not asked for is dropped here, before anything is stored."""
    for number, row in rows:
        raw = {key: row[index] for key, index in mapping.items() if index < len(row) and row[index] not in ("", None)}
        kept = Row(number, raw)
        if any(cell not in ("", None) for cell in row[width:]):
            raw["…"] = "too_many_cells"
        yield kept


def check(list_type, rows: list[Row], context: Context, progress: Callable[[int], None]) -> None:
    """Clean and check every row in place."""
    columns = [column for column in list_type.columns if any(column.key in row.raw for row in rows)]
    columns += [column for column in list_type.columns if column not in columns]
    _settle_dates(list_type, rows, context)
    cleaners = {column.key: _once_per_value(column, context) for column in columns}
    for done, row in enumerate(rows, start=1):
        row.cleaned, row.issues = {}, []
        for key in {**row.raw, **row.fixes}:
            if key in cleaners:
                _clean(row, key, cleaners[key])
        if "…" in row.raw:
            row.add(list_type.columns[0], Issue("too_many_cells"))
        list_type.check_row(row, context)
        if done % 500 == 0:
            progress(done)
    list_type.check_file(rows)


def _clean(row: Row, key: str, cleaner: Callable) -> None:
    value, issue, column = cleaner(row.cell(key))
    if value not in (None, ""):
        row.cleaned[key] = value
    if issue:
        row.add(column, issue)


def _once_per_value(column, context: Context) -> Callable:
    """A cleaner that remembers: the values of a column repeat."""
    known: dict = {}

    def clean(cell: Cell):
        key = (cell.__class__, str(cell))
        if key not in known:
            text, issue = cells.tidy(cell, context.repairs)
            if issue:
                known[key] = (None, issue, column)
            elif text:
                known[key] = (*column.clean(text, cell, context), column)
            else:
                known[key] = (None, None, column)
        return known[key]

    return clean


def _settle_dates(list_type, rows: list[Row], context: Context) -> None:
    """Decide the order of day and month once for each column of dates. What one column shows, holds for the file."""
    found = {}
    for column in list_type.columns:
        if column.kind != "date" or column.key in context.orders:
            continue
        texts = {str(row.cell(column.key)) for row in rows if isinstance(row.cell(column.key), str)}
        if texts:
            found[column.key] = dates.order_of(sorted(text.strip() for text in texts))
    shown = {order.value for order in found.values() if order.is_shown}
    for key, order in found.items():
        context.orders[key] = shown.copy().pop() if len(shown) == 1 else order.value
        if context.orders[key] == dates.MDY or (not order.is_sure and len(shown) != 1):
            context.unsure_orders[key] = order.example
