"""The pass over a whole table, a row at a time: every distinct cell of a column is cleaned once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from talent_register.imports.reading.orders import MDY, Order
from talent_register.imports.reading.table import Cell

from . import cells
from .issues import KEPT, PROBLEM, WARNING, Issue
from .lookups import Lookup

LEAVE_EMPTY = ""
# The cleaned values by which a row says whom it is about, beside the regulator of its number.
IDENTITY = ("family_key", "given_key", "number_key", "work_email", "personal_email", "birth_date")
LEAVE_OUT = "-"
# The key under which a row remembers that it is longer or shorter than the row of column names; among its fixes, that
# somebody looked and takes it as it is.
MISFIT = "…"
# The key among a row's fixes that says which of its warnings somebody looked at and kept: "column:code", with spaces.
LOOKED_AT = "✓"
MOST_REMEMBERED = 20_000
TELL_EVERY = 500


@dataclass
class Context:
    """What a check leans on beside the cells: today, allowed values, decisions of the past."""

    as_at: date
    columns: frozenset[str] = frozenset()  # those of ours that the file has
    others: frozenset[str] = frozenset()  # folded codes of other organisations that hand in such lists
    lookups: dict[str, Lookup] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    value_map: dict[str, dict[str, str]] = field(default_factory=dict)
    is_1904: bool = False
    repairs: set[str] = field(default_factory=set)
    suggested: dict[str, dict[str, str]] = field(default_factory=dict)
    unsure_orders: dict[str, str] = field(default_factory=dict)

    def lookup_of(self, column) -> Lookup:
        return self.lookups[column.lookup]


@dataclass(slots=True)
class Row:
    """One row while it is checked. `raw` holds the kept cells by column key, and is `as_read` in JSON where that is
    known; `fixes` holds what somebody typed instead."""

    number: int
    raw: dict[str, Cell]
    fixes: dict[str, str] = field(default_factory=dict)
    answer: str = ""
    cleaned: dict = field(default_factory=dict)
    issues: list[dict] = field(default_factory=list)
    as_read: str = ""

    def cell(self, key: str) -> Cell:
        return self.fixes[key] if key in self.fixes else self.raw.get(key)

    def add(self, column, issue: Issue, value: str | None = None) -> None:
        """Note an issue against a column, once per column and code."""
        self.note(column.key, issue, value)

    def note(self, key: str, issue: Issue, value: str | None = None) -> None:
        if any(found["column"] == key and found["code"] == issue.code for found in self.issues):
            return
        self.issues.append(
            {
                "column": key,
                "value": cells.shown(self.cell(key)) if value is None else value,
                "code": issue.code,
                "level": issue.level,
                "details": issue.details,
            }
        )

    def keep_what_was_looked_at(self) -> None:
        looked_at = self.fixes[LOOKED_AT].split()
        for issue in self.issues:
            if issue["level"] == WARNING and f"{issue['column']}:{issue['code']}" in looked_at:
                issue["level"] = KEPT

    def has_problem(self, *keys: str) -> bool:
        """Whether any (or one of these) columns has a problem."""
        return any(i["level"] == PROBLEM and (not keys or i["column"] in keys) for i in self.issues)


def settle_orders(found: dict[str, Order], context: Context, remembered: dict[str, str] | None = None) -> None:
    """Take the order of day and month of each column of dates. What one column shows, holds for the file.

    What was remembered of another file holds as long as no column shows otherwise; then all of them are asked about.
    Where nothing tells, as in dates with words, the order is empty: there is nothing to remember.
    """
    remembered = remembered or {}
    shown = {order.value for order in found.values() if order.is_shown}
    has_changed = any(
        order.is_shown and remembered.get(key, order.value) != order.value for key, order in found.items()
    )
    for key, order in found.items():
        before = "" if has_changed else remembered.get(key, "")
        one_shown = next(iter(shown)) if len(shown) == 1 else ""
        context.orders[key] = before or one_shown or (order.value if order.example else "")
        is_doubted = context.orders[key] == MDY or (not order.is_sure and not one_shown)
        if order.example and ((is_doubted and not before) or has_changed):
            context.unsure_orders[key] = order.example


def check(list_type, rows: Iterable[Row], context: Context, progress: Callable[[int], None]) -> Iterator[Row]:
    """Clean and check one row after another."""
    cleaners = {column.key: Cleaner(column, context) for column in list_type.columns}
    for done, row in enumerate(rows, start=1):
        _clean(row, cleaners)
        if MISFIT in row.raw and MISFIT not in row.fixes:
            row.note(MISFIT, Issue(row.raw[MISFIT]), cells.shown("; ".join(_texts(row, cleaners))))
        list_type.check_row(row, context)
        if LOOKED_AT in row.fixes:
            row.keep_what_was_looked_at()
        if done % TELL_EVERY == 0:
            progress(done)
        yield row


def _clean(row: Row, cleaners: dict[str, "Cleaner"]) -> None:
    """Fill the cleaned values and the issues of a row, a cell at a time."""
    row.cleaned, row.issues = {}, []
    cleaned = row.cleaned
    for key, cell in (row.raw | row.fixes if row.fixes else row.raw).items():
        if cleaner := cleaners.get(key):
            value, issue = (cell.__class__ is str and cleaner.texts.get(cell)) or cleaner.of(cell)
            if value is not None and value != "":
                cleaned[key] = value
            if issue:
                row.add(cleaner.column, issue)


def _texts(row: Row, keys: Iterable[str]) -> Iterator[str]:
    """The cells of a row that are kept, in the order of our columns."""
    return (cells.shown(row.raw[key]) for key in keys if key in row.raw)


class Cleaner:
    """Cleans the cells of one column and remembers, since values repeat; forgets when there are too many."""

    def __init__(self, column, context: Context):
        self.column, self.context = column, context
        self.texts: dict[str, tuple] = {}
        self.others: dict[tuple, tuple] = {}

    def of(self, cell: Cell) -> tuple[object, Issue | None]:
        """The value to keep, and what is wrong."""
        if cell.__class__ is str:
            return self._known(self.texts, cell, cell)
        return self._known(self.others, (cell.__class__, str(cell)), cell)

    def _known(self, known: dict, key, cell: Cell) -> tuple:
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            found = known[key] = self._clean(cell)
        return found

    def _clean(self, cell: Cell) -> tuple:
        text, issue = cells.tidy(cell, self.context.repairs, keeps_quotes=self.column.keeps_quotes)
        if issue or not text:
            return None, issue
        return self.column.clean(text, cell, self.context)
