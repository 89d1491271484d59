"""A table of a report: which cells it has, what each counts, and what adds up to what.

A cell is named by what it counts (`profession=medical|role=chief_nurse`), so that the same people have the same name,
and so the same figure, in every table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from talent_register.common.steady import Sum

TOTAL = "all"
Words = tuple[str, str]  # key, English words


def cell_name(scope: str, **values: str) -> str:
    """The name of a cell. A value that says "all" leaves no mark."""
    marks = [f"{name}={value}" for name, value in sorted(values.items()) if value != TOTAL]
    return "|".join([scope, *marks])


@dataclass(frozen=True)
class Axis:
    """One way of telling people apart. `is_whole`: everybody is in exactly one, so that the parts make up the whole."""

    name: str
    values: tuple[Words, ...]
    is_whole: bool = True

    def with_total(self, words: str) -> tuple[Words, ...]:
        return ((TOTAL, words), *self.values)


@dataclass(frozen=True)
class Table:
    """A fixed breakdown: rows by columns. `impossible` are pairs that cannot be, whatever the counts."""

    code: str
    title: str
    scope: str
    rows: Axis
    columns: Axis
    everyone: str
    method: str
    impossible: frozenset[tuple[str, str]] = frozenset()

    def grid(self) -> list[list[str]]:
        """The names of its cells, row by row; an impossible one has none."""
        across = self.columns.with_total(self.everyone)
        return [
            [
                ""
                if (row, column) in self.impossible
                else cell_name(self.scope, **{self.rows.name: row, self.columns.name: column})
                for column, _words in across
            ]
            for row, _words in self.rows.with_total(self.everyone)
        ]

    def sums(self) -> list[Sum]:
        return self.sums_of(self.grid())

    def sums_of(self, grid: Sequence[Sequence[str]]) -> list[Sum]:
        """Which cells of this table make up which, along rows and columns that are wholes: as it is or was laid out."""
        found = []
        if self.columns.is_whole:
            found += [Sum(row[0], tuple(cell for cell in row[1:] if cell)) for row in grid if row[0]]
        if self.rows.is_whole:
            for column in zip(*grid, strict=True):
                if column[0]:
                    found.append(Sum(column[0], tuple(cell for cell in column[1:] if cell)))
        return found


@dataclass
class Counted:
    """Tables of one family with the true counts of all their cells. Never stored."""

    tables: Sequence[Table]
    counts: Counter = field(default_factory=Counter)

    @classmethod
    def of(cls, tables: Sequence[Table], people: Iterable[Mapping[str, Sequence[str]]]) -> "Counted":
        """Count people in every cell they belong to. `people` say their values, axis by axis, several where need be."""
        made = cls(tables)
        cells = {cell for table in tables for row in table.grid() for cell in row if cell}
        made.counts = Counter(dict.fromkeys(sorted(cells), 0))
        for person in people:
            for cell in {c for table in tables for c in _cells_of(table, person)} & cells:
                made.counts[cell] += 1
        return made

    def sums(self) -> list[Sum]:
        return list(dict.fromkeys(one for table in self.tables for one in table.sums()))


def _cells_of(table: Table, person: Mapping[str, Sequence[str]]) -> Iterable[str]:
    if table.scope not in person:
        return
    for row in (TOTAL, *person.get(table.rows.name, ())):
        for column in (TOTAL, *person.get(table.columns.name, ())):
            yield cell_name(table.scope, **{table.rows.name: row, table.columns.name: column})
