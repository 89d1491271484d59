"""A reader who knows everything that was published and how it is made, and computes what follows: linear programmes.

The unknowns are the true count of every cell in every edition and the shift of every cell. Every figure, every sum and
"at most one person came and one left in between" are constraints. The least and the greatest value of a cell over all
worlds that agree with them is what can be known of it. A world that a programme finds is a witness for every cell at
once, so only cells without witnesses far enough apart are computed one by one: first in the far smaller programme that
moves a cell by the same in all editions, whose worlds are held to every constraint, then with all its editions at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix

from talent_register.common.steady import SPREAD, Edition, Sum, Within

STEP = 5
TOLERANCE = 1e-6


class Attack:
    """`told` says of each edition how many people some cells have at least, because something else is shown of them."""

    def __init__(
        self,
        editions: Sequence[Edition],
        sums: Sequence[Sum],
        within: Sequence[Within] = (),
        threshold: int = 7,
        most_change: int = 1,
        told: Sequence[Mapping[str, int]] = (),
    ):
        self.editions = editions
        self.cells = sorted(editions[0].figures)
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        self.size = len(self.cells)
        self.unknowns = self.size * (len(editions) + 1)
        self.threshold = threshold
        self.added = {(one.whole, part) for one in sums for part in one.parts}
        self.at_most, self.equal = Rows(self.unknowns), Rows(self.unknowns)
        for at in range(len(editions)):
            self._figures(at, threshold)
            self._sums(at, sums)
            self._parts(at, within)
            if at:
                self._changes(at, most_change)
        for at, least in enumerate(told):
            for cell, people in least.items():
                self.at_most.add([(self.count(at, cell), -1)], -people)

    def count(self, at: int, cell: str) -> int:
        return at * self.size + self.place[cell]

    def shift(self, cell: str) -> int:
        return len(self.editions) * self.size + self.place[cell]

    def _figures(self, at: int, threshold: int) -> None:
        for cell, figure in self.editions[at].figures.items():
            if cell in self.editions[at].held_back:
                continue
            low, high = (0, threshold + SPREAD) if figure is None else (figure, figure + STEP - 1)
            if figure is not None:
                low = max(low, threshold + SPREAD + 1)
            self.at_most.add([(self.count(at, cell), 1), (self.shift(cell), 1)], high)
            self.at_most.add([(self.count(at, cell), -1), (self.shift(cell), -1)], -low)

    def _sums(self, at: int, sums: Sequence[Sum]) -> None:
        for one in sums:
            self.equal.add([(self.count(at, one.whole), -1), *((self.count(at, part), 1) for part in one.parts)], 0)

    def _parts(self, at: int, within: Sequence[Within]) -> None:
        """Whoever is in a cell is in each cell that says less of them, and in what is said to hold it.

        Without what goes without saying, as it would cost most of the time: what a sum or the figures of both say.
        """
        named = {
            ("|".join([scope, *(one for one in marks if one != mark)]), cell)
            for cell in self.cells
            for scope, *marks in [cell.split("|")]
            for mark in marks
        }
        for whole, *parts in {*named, *((one.whole, *one.parts) for one in within)}:
            if whole in self.place and not self._says_itself(at, whole, parts):
                self.at_most.add([(self.count(at, whole), -1), *((self.count(at, part), 1) for part in parts)], 0)

    def _says_itself(self, at: int, whole: str, parts: Sequence[str]) -> bool:
        figures, is_hidden = self.editions[at].figures, {whole, *parts} & self.editions[at].held_back
        least = (figures[whole] or SPREAD) - SPREAD
        most = sum((figures[part] or self.threshold + SPREAD - STEP + 1) + STEP - 1 for part in parts)
        return {(whole, part) for part in parts} <= self.added or (not is_hidden and most <= least)

    def _changes(self, at: int, most: int) -> None:
        for cell in self.cells:
            now, before = self.count(at, cell), self.count(at - 1, cell)
            self.at_most.add([(now, 1), (before, -1)], most)
            self.at_most.add([(now, -1), (before, 1)], most)

    @cached_property
    def programme(self) -> "Programme":
        bounds = np.full((self.unknowns, 2), (0, np.inf))
        bounds[-self.size :] = (0, SPREAD)
        matrices = self.at_most.matrix(), self.equal.matrix()
        return Programme(matrices[0], np.array(self.at_most.limits), matrices[1], np.array(self.equal.limits), bounds)

    def world(self, wanted: np.ndarray) -> np.ndarray:
        """The world that agrees with everything published and has the least of what is wanted."""
        return self.programme.least(wanted)

    def widths(self, enough: float, seed: int = 1) -> dict[tuple[int, str], float]:
        """How far apart the least and greatest value of each cell are; not pursued once that is enough."""
        seen = Seen(np.full(self.unknowns, np.inf), np.full(self.unknowns, -np.inf))
        worlds = [self.world(wanted) for wanted in self._broad(seed)]
        seen.add(*worlds)
        self._look_beside(np.mean(worlds, axis=0), seen, enough)
        series = [[self.count(at, cell) for at in range(len(self.editions))] for cell in self.cells]
        for places in chain.from_iterable([whole, *([place] for place in whole)] for whole in series):
            for sign in (1, -1):
                if narrow := seen.narrow(places, enough):
                    seen.add(self.world(only(self.unknowns, narrow, sign)))
        return {
            (at, cell): float(seen.high[self.count(at, cell)] - seen.low[self.count(at, cell)])
            for at in range(len(self.editions))
            for cell in self.cells
        }

    def _look_beside(self, world: np.ndarray, seen: "Seen", enough: float) -> None:
        """Worlds in which a cell is as small or as great as can be when all editions are moved alike."""
        moves = self._moves_alike()
        beside = self.programme.beside(world, moves)
        for number, cell in enumerate(self.cells):
            places = [self.count(at, cell) for at in range(len(self.editions))]
            for sign in (1, -1):
                if seen.narrow(places, enough):
                    moved = world + moves @ beside.least(only(beside.width, [number], sign))
                    self.programme.hold(moved)
                    seen.add(moved)

    def _moves_alike(self) -> csr_matrix:
        """Which unknowns go together: the counts of a cell in all editions, and its shift by itself."""
        counts = self.unknowns - self.size
        together = np.concatenate([np.arange(counts) % self.size, self.size + np.arange(self.size)])
        return coo_matrix((np.ones(self.unknowns), (np.arange(self.unknowns), together))).tocsr()

    def _broad(self, seed: int) -> Iterator[np.ndarray]:
        random = np.random.default_rng(seed)
        for _n in range(6):
            wanted = random.choice([-1.0, 1.0], size=self.unknowns)
            wanted[-self.size :] = 0
            # The direction of a cell is kept over the editions, else the changes hold it fast.
            for at in range(1, len(self.editions)):
                wanted[at * self.size : (at + 1) * self.size] = wanted[: self.size]
            yield wanted
            yield -wanted


def only(width: int, numbers: Sequence[int], sign: int) -> np.ndarray:
    """To want the least of these alone, or the most."""
    wanted = np.zeros(width)
    wanted[numbers] = sign
    return wanted


@dataclass
class Seen:
    """The least and the greatest of every unknown in the worlds that were found."""

    low: np.ndarray
    high: np.ndarray

    def add(self, *worlds: np.ndarray) -> None:
        self.low, self.high = np.min([self.low, *worlds], axis=0), np.max([self.high, *worlds], axis=0)

    def narrow(self, places: Sequence[int], enough: float) -> list[int]:
        return [place for place in places if self.high[place] - self.low[place] < enough - TOLERANCE]


@dataclass(frozen=True)
class Programme:
    """Everything that is known, as rows over the unknowns: each at most its limit, or equal to it."""

    at_most: csr_matrix
    limits: np.ndarray
    equal: csr_matrix
    sums: np.ndarray
    bounds: np.ndarray

    @property
    def width(self) -> int:
        return len(self.bounds)

    def least(self, wanted: np.ndarray) -> np.ndarray:
        known = self.at_most, self.limits, self.equal, self.sums
        found = linprog(wanted, *known, bounds=self.bounds, method="highs")
        assert found.status == 0, found.message
        return found.x

    def hold(self, world: np.ndarray) -> None:
        """Fails if the world breaks a rule: what somebody made of several is a witness only if it is one of them."""
        assert (self.at_most @ world <= self.limits + TOLERANCE).all()
        assert (np.abs(self.equal @ world - self.sums) <= TOLERANCE).all()
        assert ((self.bounds[:, 0] - TOLERANCE <= world) & (world <= self.bounds[:, 1] + TOLERANCE)).all()

    def beside(self, world: np.ndarray, moves: csr_matrix) -> "Programme":
        """The same for worlds that differ from this one by such moves only; of rows alike the strictest stays."""
        moved, equal = self.at_most @ moves, self.equal @ moves
        room = np.maximum(self.limits - self.at_most @ world, 0)
        strictest: dict[tuple, int] = {}
        for row in np.argsort(room, kind="stable"):
            within = slice(*moved.indptr[row : row + 2])
            strictest.setdefault((*moved.indices[within], *moved.data[within]), row)
        kept = sorted(strictest.values())
        low, high = np.full(moves.shape[1], -np.inf), np.full(moves.shape[1], np.inf)
        np.maximum.at(low, moves.indices, self.bounds[:, 0] - world)
        np.minimum.at(high, moves.indices, self.bounds[:, 1] - world)
        bounds = np.column_stack([np.minimum(low, 0), np.maximum(high, 0)])
        return Programme(moved[kept], room[kept], equal, np.zeros(equal.shape[0]), bounds)


class Rows:
    """Constraints, row by row."""

    def __init__(self, width: int):
        self.width, self.limits = width, []
        self.rows, self.columns, self.values = [], [], []

    def add(self, terms: list[tuple[int, int]], limit: int) -> None:
        for column, value in terms:
            self.rows.append(len(self.limits))
            self.columns.append(column)
            self.values.append(value)
        self.limits.append(limit)

    def matrix(self):
        return coo_matrix((self.values, (self.rows, self.columns)), shape=(len(self.limits), self.width)).tocsr()
