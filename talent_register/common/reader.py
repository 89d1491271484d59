"""A reader who has kept every edition, knows how figures are made, and works out all that follows: linear programmes.

The unknowns are the true count of every cell in every edition and the secret shift of every cell. Every figure, every
sum, and by how much cells changed at most are constraints. The least and the greatest count of a cell over all worlds
that agree with them is what can be known of it. A world that a programme finds is a witness for every cell at once, so
only cells whose witnesses are not far enough apart are asked about one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import highspy
import numpy as np

from .disclosure import STEP

if TYPE_CHECKING:
    from .steady import Edition

SPREAD = 5  # shifts go from 0 to this
INFINITE = highspy.kHighsInf
TOLERANCE = 1e-6
LOOKS, SEED = 2, 1  # looks at all cells at once before they are asked about one by one
PRIMAL = 4
FAR = 1e7  # more than there are people
# By how much more cells may have changed than was said. People who left since are not counted in yesterday's editions
# any more, so that what was said can be too little; then it is widened until the editions are possible.
SLACK = (1, 10, 1_000, 1_000_000)
Place = tuple[int, str]  # the number of an edition, and a cell of it
Constraint = tuple[list[int], list[float], float, float]  # unknowns, their factors, the least and most they add up to


class Impossible(Exception):
    """No counts and shifts make these editions."""


class Solver(highspy.Highs):
    """The solver without callbacks: nothing here needs them, and to set them up prints a banner before it is silent."""

    def enableCallbacks(self) -> None:
        """None."""


class Reader:
    """What can be known of the counts behind editions, the newest last."""

    def __init__(self, editions: Sequence[Edition], threshold: int, slack: int = 1) -> None:
        self.editions, self.threshold = editions, threshold
        self.cells = sorted({cell for edition in editions for cell in edition.figures})
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        self.unknowns = len(self.cells) * (len(editions) + 1)
        self.newest: dict[int, str] = {}  # constraint → the cell of the newest edition whose figure makes it
        self.low, self.high = np.full(self.unknowns, np.inf), np.full(self.unknowns, -np.inf)
        shifts = np.full(len(self.cells), float(SPREAD))
        highest = np.concatenate([np.full(self.unknowns - len(shifts), FAR), shifts])
        self.model = _model(np.zeros(self.unknowns), highest, self._constraints(slack))
        self._look(np.zeros(self.unknowns))

    @classmethod
    def of(cls, editions: Sequence[Edition], threshold: int) -> Reader:
        """The reader of as many editions, back from the newest, as go together: a secret may have been renewed."""
        for first in range(len(editions)):
            for slack in SLACK:
                try:
                    return cls(editions[first:], threshold, slack)
                except Impossible:
                    continue
        raise Impossible

    def narrow(self, enough: int) -> list[Place]:
        """Cells, shown or hidden, of which too much may be known: no two worlds seen so far differ enough in them."""
        worlds = [self._look(cost) for cost in self._looks()]
        self._look_beside(np.mean(worlds, axis=0), enough)
        return self._narrow(enough)

    def _narrow(self, enough: int) -> list[Place]:
        return [
            (at, cell)
            for at, edition in enumerate(self.editions)
            for cell in edition.figures
            if self.width(at, cell) < enough
        ]

    def width(self, at: int, cell: str) -> float:
        """How far apart the counts of a cell are in the worlds seen so far; counts are whole."""
        number = self._count(at, cell)
        return np.floor(self.high[number] + TOLERANCE) - np.ceil(self.low[number] - TOLERANCE)

    def what_narrows(self, place: Place, enough: int) -> set[str]:
        """The cells of the newest edition that keep a cell narrower than `enough`; none where it is wide enough."""
        number, why = self._count(*place), set()
        for sign in (1.0, -1.0):
            if self.width(*place) < enough:
                cost = np.zeros(self.unknowns)
                cost[number] = sign
                self._look(cost)
                why |= self._pressing()
        return why if self.width(*place) < enough else set()

    def forget(self, cell: str) -> None:
        """Nothing is said of a cell in the newest edition."""
        for row, of in self.newest.items():
            if of == cell:
                self.model.changeRowBounds(row, -INFINITE, INFINITE)

    def _count(self, at: int, cell: str) -> int:
        return at * len(self.cells) + self.place[cell]

    def _shift(self, cell: str) -> int:
        return len(self.editions) * len(self.cells) + self.place[cell]

    def _constraints(self, slack: int) -> Iterator[Constraint]:
        made = 0
        for at, edition in enumerate(self.editions):
            for cell, figure in edition.figures.items():
                if cell not in edition.held_back:
                    if at == len(self.editions) - 1:
                        self.newest[made] = cell
                    made += 1
                    yield [self._count(at, cell), self._shift(cell)], [1, 1], *self._may_be(figure)
            for one in edition.sums:
                made += 1
                unknowns = [self._count(at, one.whole), *(self._count(at, part) for part in one.parts)]
                yield unknowns, [-1, *[1] * len(one.parts)], 0, 0
            for cell in edition.figures.keys() & self.editions[at - 1].figures.keys() if at else ():
                made += 1
                most = edition.most_change * slack
                yield [self._count(at, cell), self._count(at - 1, cell)], [1, -1], -most, most

    def _may_be(self, figure: int | None) -> tuple[float, float]:
        """Between what count and shift together are."""
        shown_from = self.threshold + SPREAD + 1
        return (0, shown_from - 1) if figure is None else (max(figure, shown_from), figure + STEP - 1)

    def _looks(self) -> Iterator[np.ndarray]:
        """Worlds at the edge: every cell as small or as great as can be, by chance, alike in all editions.

        Alike, for the changes would hold it fast otherwise.
        """
        random, size = np.random.default_rng(SEED), len(self.cells)
        for _look in range(LOOKS):
            wanted = np.tile(random.choice([-1.0, 1.0], size=size), len(self.editions) + 1)
            wanted[-size:] = 0
            yield wanted
            yield -wanted

    def _look(self, cost: np.ndarray) -> np.ndarray:
        return self._sees(_solved(self.model, cost))

    def _sees(self, world: np.ndarray) -> np.ndarray:
        self.low, self.high = np.minimum(self.low, world), np.maximum(self.high, world)
        return world

    def _look_beside(self, world: np.ndarray, enough: int) -> None:
        """Worlds in which every cell is moved by the same in all editions and its shift against it: far smaller
        programmes, which show of most cells that they are wide."""
        size = len(self.cells)
        counts, shifts = world[:-size].reshape(-1, size), world[-size:]
        lowest, highest = self._room(counts, shifts)
        sums = {one for edition in self.editions for one in edition.sums}
        cells = [[self.place[one.whole], *(self.place[part] for part in one.parts)] for one in sums]
        model = _model(lowest, highest, [(row, [-1, *[1] * (len(row) - 1)], 0, 0) for row in cells])
        for cell in sorted({cell for _at, cell in self._narrow(enough)}):
            for sign in (1.0, -1.0):
                if any(self.width(at, cell) < enough for at in range(len(self.editions))):
                    cost = np.zeros(size)
                    cost[self.place[cell]] = sign
                    moved = _solved(model, cost)
                    self._sees(np.concatenate([(counts + moved).ravel(), shifts]))

    def _room(self, counts: np.ndarray, shifts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far each cell can be moved down and up: no count below nobody, every figure as it is."""
        down, up = np.full(len(self.cells), -FAR), np.full(len(self.cells), FAR)
        for at, edition in enumerate(self.editions):
            for cell in edition.figures.keys() - edition.held_back:
                place = self.place[cell]
                low, high = self._may_be(edition.figures[cell])
                moved = counts[at, place] + shifts[place]
                down[place] = max(down[place], low - moved - (SPREAD - shifts[place]))
                up[place] = min(up[place], high - moved + shifts[place])
        down = np.maximum(down, -counts.min(axis=0))
        return np.minimum(down, 0), np.maximum(up, 0)

    def _pressing(self) -> set[str]:
        """Cells of the newest edition whose figures hold the world where it is: the price of each is not nothing."""
        prices = self.model.getSolution().row_dual
        return {cell for row, cell in self.newest.items() if abs(prices[row]) > TOLERANCE}


def _model(lowest: np.ndarray, highest: np.ndarray, constraints: Iterable[Constraint]) -> Solver:
    """The programme without an aim yet."""
    rows = list(constraints)
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = len(lowest), len(rows)
    made.col_cost_, made.col_lower_, made.col_upper_ = np.zeros(len(lowest)), lowest, highest
    made.row_lower_ = np.array([low for _unknowns, _factors, low, _high in rows], float)
    made.row_upper_ = np.array([high for _unknowns, _factors, _low, high in rows], float)
    made.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    made.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in rows)]).astype(np.int32)
    made.a_matrix_.index_ = np.concatenate([[], *(row[0] for row in rows)]).astype(np.int32)
    made.a_matrix_.value_ = np.concatenate([[], *(row[1] for row in rows)]).astype(float)
    model = Solver()
    model.silent()
    model.setOptionValue("threads", 1)
    model.setOptionValue("simplex_strategy", PRIMAL)  # only the aim changes, so that the last world is a start
    model.passModel(made)
    return model


def _solved(model: Solver, cost: np.ndarray) -> np.ndarray:
    model.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise Impossible
    return np.array(model.getSolution().col_value)
