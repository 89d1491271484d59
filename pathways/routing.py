"""Leads lines along the tracks of a grid so that none crosses another. Pure.

A grid is made of the points where tracks meet. A line takes points for itself; two lines that share no point of a
grid cannot cross, because lines only meet where tracks do. The way is the cheapest by length, bends and crowding.
"""

import heapq
from collections.abc import Iterator
from typing import NamedTuple

BEND = 6
STEP = 0.4


class Port(NamedTuple):
    """A point on the side of a box, the direction that leads away from the box, and how unwelcome it is."""

    x: int
    y: int
    dx: int
    dy: int
    cost: float


class Grid:
    def __init__(self, xs: list[int], ys: list[int], boxes: list[tuple[int, int, int, int]]):
        self.xs, self.ys, self.boxes = sorted(xs), sorted(ys), boxes
        self.points = {(i, j) for i, x in enumerate(self.xs) for j, y in enumerate(self.ys) if not self._in_box(x, y)}
        self.ways = {point: list(self._ways_from(point)) for point in self.points}
        self.clear()

    def clear(self) -> None:
        """Take all lines away again."""
        self.taken: set[tuple[int, int]] = set()
        self.ports_taken: set[tuple[int, int]] = set()

    def _in_box(self, x: int, y: int) -> bool:
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in self.boxes)

    def lead(self, starts: list[Port], ends: list[Port]) -> tuple[list[tuple[int, int]], float]:
        """Corners and cost of the cheapest free way from a start to an end, which is then taken; or nothing."""
        goals = {self._outside(port): port for port in sorted(ends, key=lambda p: -p.cost) if self._free(port)}
        came, last, cost = self._search([port for port in starts if self._free(port)], goals)
        if last is None:
            return [], 0
        way = [last]
        while came[way[-1]] in came:
            way.append(came[way[-1]])
        way.reverse()
        start, end = came[way[0]], goals[way[-1][0]]
        self.taken |= {point for point, _ in way}
        self.ports_taken |= {(start.x, start.y), (end.x, end.y)}
        spots = [(self.xs[i], self.ys[j]) for (i, j), _ in way]
        return _corners([(start.x, start.y), *spots, (end.x, end.y)]), cost

    def _free(self, port: Port) -> bool:
        outside = self._outside(port)
        return outside in self.points and outside not in self.taken and (port.x, port.y) not in self.ports_taken

    def _outside(self, port: Port) -> tuple[int, int] | None:
        """The first grid point on the way out of a port."""
        if port.dx:
            i = _next(self.xs, port.x, port.dx)
            j = self.ys.index(port.y)
        else:
            i = self.xs.index(port.x)
            j = _next(self.ys, port.y, port.dy)
        return None if i is None or j is None else (i, j)

    def _search(self, starts: list[Port], goals: dict):
        """Cheapest first. A state is a point and the direction in which it was reached."""
        came: dict = {}
        queue: list = []
        for port in starts:
            state = (self._outside(port), (port.dx, port.dy))
            heapq.heappush(queue, (port.cost, state, port))
        while queue:
            cost, state, before = heapq.heappop(queue)
            if state in came:
                continue
            came[state] = before
            if self._arrived(state, goals):
                return came, state, cost
            for extra, onward in self._onward(state):
                if onward not in came:
                    heapq.heappush(queue, (cost + extra + self._closing(onward, goals), onward, state))
        return came, None, 0

    def _arrived(self, state, goals: dict) -> bool:
        """A goal is reached when the line may enter the box without turning back."""
        point, (dx, dy) = state
        port = goals.get(point)
        return port is not None and (port.dx, port.dy) != (dx, dy)

    def _closing(self, state, goals: dict) -> float:
        """What the last bend into a port costs, and how unwelcome that port is."""
        point, direction = state
        port = goals.get(point)
        if port is None:
            return 0
        return port.cost + (0 if (-port.dx, -port.dy) == direction else BEND)

    def _onward(self, state) -> Iterator[tuple[float, tuple]]:
        point, (dx, dy) = state
        for other, ahead, length in self.ways[point]:
            if other not in self.taken and ahead != (-dx, -dy):
                yield length + (BEND if ahead != (dx, dy) else STEP), (other, ahead)

    def _ways_from(self, point: tuple[int, int]) -> Iterator[tuple[tuple[int, int], tuple[int, int], float]]:
        """Each neighbour that no box hides: the point, the direction, and what the way there costs."""
        i, j = point
        for ahead in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            other = (i + ahead[0], j + ahead[1])
            if other in self.points and not self._blocked(point, other):
                length = abs(self.xs[other[0]] - self.xs[i]) + abs(self.ys[other[1]] - self.ys[j])
                yield other, ahead, length / 20

    def _blocked(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether a box stands between two neighbouring points."""
        x1, x2 = sorted((self.xs[one[0]], self.xs[other[0]]))
        y1, y2 = sorted((self.ys[one[1]], self.ys[other[1]]))
        return any(x1 <= right and x2 >= left and y1 <= bottom and y2 >= top for left, top, right, bottom in self.boxes)


def _next(values: list[int], beyond: int, step: int) -> int | None:
    ahead = [index for index, value in enumerate(values) if (value - beyond) * step > 0]
    return (min(ahead) if step > 0 else max(ahead)) if ahead else None


def _corners(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Only the points where a line starts, turns or ends."""
    kept = [points[0]]
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        if (before[0] == point[0]) != (point[0] == after[0]):
            kept.append(point)
    return [*kept, points[-1]]
