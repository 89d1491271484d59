"""A reader who knows everything that was published and how it is made, and computes what follows: linear programmes.

The unknowns are the true count of every cell in every edition and the shift of every cell. Every figure, every sum and
"at most one person came and one left in between" are constraints. The least and the greatest value of a cell over all
worlds that agree with them is what can be known of it. A world that a programme finds is a witness for every cell at
once, so only cells without witnesses far enough apart are computed one by one.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

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

    def world(self, wanted: np.ndarray) -> np.ndarray:
        """The world that agrees with everything published and has the least of what is wanted."""
        bounds = [(0, None)] * (self.unknowns - self.size) + [(0, SPREAD)] * self.size
        found = linprog(
            wanted,
            *(self.at_most.matrix(), self.at_most.limits),
            *(self.equal.matrix(), self.equal.limits),
            bounds=bounds,
            method="highs",
        )
        assert found.status == 0, found.message
        return found.x

    def widths(self, enough: float, seed: int = 1) -> dict[tuple[int, str], float]:
        """How far apart the least and greatest value of each cell are; not pursued once that is enough."""
        low, high = np.full(self.unknowns, np.inf), np.full(self.unknowns, -np.inf)
        for wanted in self._broad(seed):
            world = self.world(wanted)
            low, high = np.minimum(low, world), np.maximum(high, world)
        for at in range(len(self.editions)):
            for cell in self.cells:
                number = self.count(at, cell)
                for sign in (1, -1):
                    if high[number] - low[number] < enough - TOLERANCE:
                        world = self.world(self._only(number, sign))
                        low, high = np.minimum(low, world), np.maximum(high, world)
        return {
            (at, cell): float(high[self.count(at, cell)] - low[self.count(at, cell)])
            for at in range(len(self.editions))
            for cell in self.cells
        }

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

    def _only(self, number: int, sign: int) -> np.ndarray:
        wanted = np.zeros(self.unknowns)
        wanted[number] = sign
        return wanted


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
