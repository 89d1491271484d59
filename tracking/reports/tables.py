"""A table of a report: which cells it has, what each counts, and what adds up to what.

A cell is named by what it counts (`profession=medical|role=chief_nurse`), so that the same people have the same name,
and so the same figure, in every table.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from talent_register.common.steady import Sum, Within

TOTAL = "all"
LAID = "cells"  # under which somebody says their cells in tables that are laid out cell by cell
Words = tuple[str, str]  # key, English words
Person = Mapping[str, Sequence[str]]  # axis → the values somebody has


def cell_name(scope: str, **values: str) -> str:
    """The name of a cell. A value that says "all" leaves no mark."""
    marks = [f"{name}={value}" for name, value in sorted(values.items()) if value != TOTAL]
    return "|".join([scope, *marks])


@dataclass(frozen=True)
class Axis:
    """One way of telling people apart. `is_whole`: everybody is in exactly one, so that the parts make up the whole.

    Else some values may hold others: `holds` says which a value has within it, side by side. Unsaid, none does.
    """

    name: str
    values: tuple[Words, ...]
    is_whole: bool = True
    holds: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def within(self, cells: Sequence[str]) -> Iterator[Within]:
        """Which of these cells, the total and one for each value, are within which. Parts of a whole add up: not here.

        An impossible cell has no name.
        """
        if self.is_whole:
            return
        held = {part for _whole, parts in self.holds for part in parts}
        named = {TOTAL: cells[0], **{key: cell for (key, _words), cell in zip(self.values, cells[1:], strict=True)}}
        for whole, parts in (*((TOTAL, (key,)) for key, _words in self.values if key not in held), *self.holds):
            if named[whole] and (there := tuple(named[part] for part in parts if named[part])):
                yield Within(named[whole], there)

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

    def heads(self) -> tuple[Sequence[Words], Sequence[Words]]:
        """The words of its rows and of its columns."""
        return self.rows.with_total(self.everyone), self.columns.with_total(self.everyone)

    def cells_of(self, person: Person) -> Iterable[str]:
        """The cells that count somebody, and maybe some that are not of this table."""
        if self.scope not in person:
            return
        for row in (TOTAL, *person.get(self.rows.name, ())):
            for column in (TOTAL, *person.get(self.columns.name, ())):
                yield cell_name(self.scope, **{self.rows.name: row, self.columns.name: column})

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

    def within(self) -> list[Within]:
        """Which cells are within which, where they do not add up to them."""
        grid = self.grid()
        found = [one for row in grid for one in self.columns.within(row)]
        return found + [one for column in zip(*grid, strict=True) for one in self.rows.within(column)]


@dataclass(frozen=True)
class Laid:
    """A table whose cells are named one by one: somebody is in several of its rows, and says in which cells."""

    code: str
    title: str
    method: str
    rows: tuple[Words, ...]
    columns: tuple[Words, ...]
    names: tuple[tuple[str, ...], ...]
    adds_up: tuple[Sum, ...]

    def grid(self) -> list[list[str]]:
        return [list(row) for row in self.names]

    def heads(self) -> tuple[Sequence[Words], Sequence[Words]]:
        return self.rows, self.columns

    def cells_of(self, person: Person) -> Iterable[str]:
        return person.get(LAID, ())

    def sums(self) -> list[Sum]:
        return list(self.adds_up)

    def sums_of(self, grid: Sequence[Sequence[str]]) -> list[Sum]:
        """As it is laid out now: sums of cells that an edition does not have say nothing of it."""
        return self.sums()

    def within(self) -> list[Within]:
        """None: rows and columns add up."""
        return []


@dataclass
class Counted:
    """Tables of one family with the true counts of all their cells. Never stored."""

    tables: Sequence[Table | Laid]
    counts: Counter = field(default_factory=Counter)

    @classmethod
    def of(cls, tables: Sequence[Table | Laid], people: Iterable[Person]) -> "Counted":
        """Count people in every cell they belong to. `people` say their values, axis by axis, several where need be."""
        made = cls(tables)
        cells = {cell for table in tables for row in table.grid() for cell in row if cell}
        made.counts = Counter(dict.fromkeys(sorted(cells), 0))
        for person in people:
            for cell in {c for table in tables for c in table.cells_of(person)} & cells:
                made.counts[cell] += 1
        return made

    def sums(self) -> list[Sum]:
        return list(dict.fromkeys(one for table in self.tables for one in table.sums()))

    def within(self) -> list[Within]:
        return list(dict.fromkeys(one for table in self.tables for one in table.within()))
