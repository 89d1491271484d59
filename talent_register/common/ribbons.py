"""A flow between stages as geometry: figures in, bars and ribbons out. Pure; the template draws them as SVG.

Stages stand below each other, so that the drawing fits a phone. Across, everything is in per cent of the width: a bar
of each stage at the left, and beside it the ribbons that pass it on their way further down. Down, everything is pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .charts import lines_above

BAR, LINE, LABEL = 24, 20, 24
ROOM = 64  # between a bar and the label of the next
GAP = 1.5  # per cent between what stands beside each other
ROOM_FOR_FIGURE = 12  # per cent that a ribbon needs for a figure on it
Link = tuple[int, int, float]  # from which stage to which, and how many


@dataclass(frozen=True)
class Node:
    """A stage: its bar begins at the left."""

    label: str
    width: float
    y: int

    @property
    def lines(self) -> list[tuple[str, int]]:
        return lines_above(self.label, self.y)


@dataclass(frozen=True)
class Ribbon:
    """A move: an outline, and its figure where there is room for it."""

    path: str
    figure: float
    x: float
    y: int
    has_room: bool


@dataclass(frozen=True)
class Drawing:
    nodes: list[Node]
    ribbons: list[Ribbon]
    height: int


def flow(stages: Sequence[tuple[str, float]], links: Sequence[Link]) -> Drawing:
    """Stages as (label, how many), the first at the top, and moves to stages further down."""
    links = sorted((link for link in links if link[2] > 0), key=lambda link: (link[1], -link[0]))
    sizes = [
        max(value, sum(n for a, _b, n in links if a == at), sum(n for _a, b, n in links if b == at))
        for at, (_label, value) in enumerate(stages)
    ]
    scale = _scale(sizes, links)
    tops, height = _tops([label for label, _value in stages])
    nodes = [
        Node(label, round(size * scale, 2), y) for (label, _value), size, y in zip(stages, sizes, tops, strict=True)
    ]
    lanes = _lanes(nodes, links, scale)
    left = [0.0] * len(nodes)
    ribbons = []
    arrivals = _arrivals(links, scale)
    for link in links:
        a, b, number = link
        points = [(left[a], tops[a] + BAR)]
        for at in range(a + 1, b):
            points += [(lanes[at, link], tops[at]), (lanes[at, link], tops[at] + BAR)]
        points.append((arrivals[link], tops[b]))
        width = number * scale
        ribbons.append(
            Ribbon(
                _outline(points, width),
                number,
                round(left[a] + width / 2, 2),
                tops[a] + BAR + 18,
                width >= ROOM_FOR_FIGURE,
            )
        )
        left[a] += width
    return Drawing(nodes, ribbons, height)


def _scale(sizes: Sequence[float], links: Sequence[Link]) -> float:
    """Per cent for one: as much as lets the fullest row fit."""
    fits = []
    for at, size in enumerate(sizes):
        beside = [number for a, b, number in links if a < at < b]
        if size or beside:
            fits.append((100 - GAP * len(beside)) / (size + sum(beside)))
    return min(fits, default=0.0)


def _tops(labels: Sequence[str]) -> tuple[list[int], int]:
    """Where the bars begin, and how high the drawing is: a label of two lines moves its bar down."""
    tops, y = [], 0
    for label in labels:
        y += LABEL + LINE * (len(lines_above(label, 0)) - 1)
        tops.append(y)
        y += BAR + ROOM
    return tops, y - ROOM


def _lanes(nodes: Sequence[Node], links: Sequence[Link], scale: float) -> dict[tuple[int, Link], float]:
    """Where each move passes each stage between its own two: beside the bar, who turns off sooner nearer to it."""
    lanes = {}
    for at, node in enumerate(nodes):
        x = node.width + GAP
        for link in links:
            if link[0] < at < link[1]:
                lanes[at, link] = x
                x += link[2] * scale + GAP
    return lanes


def _arrivals(links: Sequence[Link], scale: float) -> dict[Link, float]:
    """Where each move arrives on the bar of its stage: who comes from nearer stages further left."""
    taken: dict[int, float] = {}
    found = {}
    for link in links:
        found[link] = taken.get(link[1], 0.0)
        taken[link[1]] = found[link] + link[2] * scale
    return found


def _outline(points: Sequence[tuple[float, int]], width: float) -> str:
    """Down along the left side and up along the right, in curves that begin and end upright."""
    right = [(x + width, y) for x, y in reversed(points)]
    return f"M{points[0][0]:.2f} {points[0][1]}{_side(points)}L{right[0][0]:.2f} {right[0][1]}{_side(right)}Z"


def _side(points: Sequence[tuple[float, int]]) -> str:
    words = []
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (y + to_y) / 2
        words.append(f"C{x:.2f} {middle:g} {to_x:.2f} {middle:g} {to_x:.2f} {to_y}")
    return "".join(words)
