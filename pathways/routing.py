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


# Directions, in the order in which ways that cost the same are tried.
AHEAD = ((-1, 0), (0, -1), (0, 1), (1, 0))


class Grid:
    """Points are numbered column by column, and a state is a point and the direction in which it was reached:
    its number is four times that of the point, and the place of the direction in AHEAD.
    """

    def __init__(self, xs: list[int], ys: list[int], boxes: list[tuple[int, int, int, int]]):
        self.xs, self.ys, self.boxes = sorted(xs), sorted(ys), boxes
        self.points = {
            i * len(self.ys) + j for i, x in enumerate(self.xs) for j, y in enumerate(self.ys) if not self._in_box(x, y)
        }
        self.ways = {point: list(self._ways_from(point)) for point in self.points}
        self.onward: dict[int, list[tuple[float, int, int]]] = {}
        self.clear()

    def clear(self) -> None:
        """Take all lines away again."""
        self.taken: set[int] = set()
        self.ports_taken: set[tuple[int, int]] = set()

    def _in_box(self, x: int, y: int) -> bool:
        return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in self.boxes)

    def _spot(self, point: int) -> tuple[int, int]:
        """Where a point is in the drawing."""
        return self.xs[point // len(self.ys)], self.ys[point % len(self.ys)]

    def lead(self, starts: list[Port], ends: list[Port]) -> tuple[list[tuple[int, int]], float]:
        """Corners and cost of the cheapest free way from a start to an end, which is then taken; or nothing."""
        goals = {self._outside(port): port for port in sorted(ends, key=lambda p: -p.cost) if self._free(port)}
        begun = {self._outside(port) * 4 + AHEAD.index((port.dx, port.dy)): port for port in starts if self._free(port)}
        came, last, cost = self._search(begun, goals) if goals else ({}, None, 0)
        if last is None:
            return [], 0
        way = [last]
        while came[way[-1]] >= 0:
            way.append(came[way[-1]])
        way.reverse()
        start, end = begun[way[0]], goals[way[-1] // 4]
        self.taken |= {state // 4 for state in way}
        self.ports_taken |= {(start.x, start.y), (end.x, end.y)}
        return _corners([(start.x, start.y), *(self._spot(state // 4) for state in way), (end.x, end.y)]), cost

    def _free(self, port: Port) -> bool:
        outside = self._outside(port)
        return outside in self.points and outside not in self.taken and (port.x, port.y) not in self.ports_taken

    def _outside(self, port: Port) -> int:
        """The first grid point on the way out of a port; less than nothing where there is none."""
        if port.dx:
            i, j = _next(self.xs, port.x, port.dx), self.ys.index(port.y)
        else:
            i, j = self.xs.index(port.x), _next(self.ys, port.y, port.dy)
        return -1 if i is None or j is None else i * len(self.ys) + j

    def _search(self, begun: dict[int, Port], goals: dict[int, Port]) -> tuple[dict[int, int], int | None, float]:
        """Cheapest first. A goal is reached when the line may enter the box without turning back.

        Of two ways to a state the dearer is forgotten at once.
        """
        came: dict[int, int] = {}
        cheapest: dict[int, float] = {}
        queue: list[tuple[float, int, int]] = [(port.cost, state, -1) for state, port in begun.items()]
        heapq.heapify(queue)
        while queue:
            cost, state, before = heapq.heappop(queue)
            if state in came:
                continue
            came[state] = before
            port = goals.get(state // 4)
            if port is not None and (port.dx, port.dy) != AHEAD[state % 4]:
                return came, state, cost
            for extra, onward, point in self.onward.get(state) or self._look_ahead(state):
                if onward in came or point in self.taken:
                    continue
                total = cost + extra
                if point in goals:
                    total += _closing(AHEAD[onward % 4], goals[point])
                if total <= cheapest.get(onward, total):
                    cheapest[onward] = total
                    heapq.heappush(queue, (total, onward, state))
        return came, None, 0

    def _look_ahead(self, state: int) -> list[tuple[float, int, int]]:
        """What it costs to get to each state that may follow while nothing is taken, and its point. Never back."""
        dx, dy = AHEAD[state % 4]
        back = AHEAD.index((-dx, -dy))
        self.onward[state] = [
            (length + (STEP if ahead == state % 4 else BEND), other * 4 + ahead, other)
            for other, ahead, length in self.ways[state // 4]
            if ahead != back
        ]
        return self.onward[state]

    def _ways_from(self, point: int) -> Iterator[tuple[int, int, float]]:
        """Each neighbour that no box hides: the point, the direction, and what the way there costs."""
        i, j = divmod(point, len(self.ys))
        for ahead, (dx, dy) in enumerate(AHEAD):
            other = (i + dx) * len(self.ys) + j + dy
            if 0 <= j + dy < len(self.ys) and other in self.points and not self._blocked(point, other):
                (x, y), (other_x, other_y) = self._spot(point), self._spot(other)
                yield other, ahead, (abs(other_x - x) + abs(other_y - y)) / 20

    def _blocked(self, one: int, other: int) -> bool:
        """Whether a box stands between two neighbouring points."""
        (x1, y1), (x2, y2) = sorted((self._spot(one), self._spot(other)))
        return any(x1 <= right and x2 >= left and y1 <= bottom and y2 >= top for left, top, right, bottom in self.boxes)


def _closing(direction: tuple[int, int], port: Port) -> float:
    """What the last bend into a port costs, and how unwelcome that port is."""
    return port.cost + (0 if (-port.dx, -port.dy) == direction else BEND)


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
