"""A curve of steps as geometry: at which month which share. Pure; the template draws it as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, TOP = 160, 28  # of the plot, and the room above it for the highest figure
LEFT, RIGHT = 14, 92  # per cent: room for the words of the axis, and for the last figure
LINES = (0, 50, 100)


@dataclass(frozen=True)
class Point:
    """The share at one month."""

    month: int
    share: int
    x: float
    y: float

    @property
    def figure_y(self) -> float:
        return self.y - 10


@dataclass(frozen=True)
class Curve:
    points: list[Point]
    path: str
    marks: list[tuple[int, float]]
    months: list[tuple[int, float]]
    height: int = TOP + HEIGHT + 32

    @property
    def foot(self) -> int:
        """Where the months stand."""
        return TOP + HEIGHT + 24


def steps(shares: Sequence[tuple[int, int]], last: int) -> Curve:
    """Shares in per cent as (month, share), from none at the beginning up to the last month there is room for."""
    points = [Point(month, share, _x(month, last), _y(share)) for month, share in shares]
    path = f"M{LEFT} {_y(0):g}"
    for point in points:
        path += f"H{point.x:g}V{point.y:g}"
    return Curve(
        points,
        path,
        marks=[(share, _y(share)) for share in LINES],
        months=[(0, float(LEFT)), *((month, _x(month, last)) for month, _share in shares)],
    )


def _x(month: int, last: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * month / last, 2)


def _y(share: int) -> float:
    return round(TOP + HEIGHT * (1 - share / 100), 1)
