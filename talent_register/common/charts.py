"""Charts as geometry: figures in, places of bars out. Pure; the templates draw them as SVG without any script.

Widths are percentages and heights are pixels, so that words keep their size on every screen.
"""

import textwrap
from dataclasses import dataclass
from itertools import accumulate

ROW, BAR, LABEL, LINE = 68, 32, 20, 20
LETTERS = 34  # of a label on one line: as many as the narrowest screen has room for
MARGIN = 16  # percent left of zero in a chart of pairs
LONGEST = 86  # percent: leaves room for the figure beside the longest bar
FILLS = (("#12436D", "#ffffff"), ("#F46A25", "#212b32"), ("#801650", "#ffffff"), ("#ffffff", "#212b32"))
# Parts of one whole that have an order, from dark to light, and last what is not part of it.
SHADES = (("#12436D", "#ffffff"), ("#33699C", "#ffffff"), ("#8FB4D6", "#212b32"), ("#C9DBEC", "#212b32"), FILLS[3])
LIGHT = ("#8FB4D6", "#C9DBEC", "#ffffff")
NARROWEST_WITH_WORDS = 9


@dataclass(frozen=True)
class Bar:
    """One bar or piece of a bar, with the colours of itself and of the figure on it."""

    label: str
    value: float
    x: float
    width: float
    y: int
    fill: str
    ink: str
    series: int = 0

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)

    @property
    def figure_y(self) -> int:
        return self.y + BAR // 2 + 6

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The label above the bar, as lines with their places: words in a drawing do not break by themselves."""
        return lines_above(self.label, self.y)

    @property
    def is_light(self) -> bool:
        """Light pieces need a dark line around them to be seen."""
        return self.fill in LIGHT

    @property
    def has_room(self) -> bool:
        return self.width >= NARROWEST_WITH_WORDS


def _broken(label: str) -> list[str]:
    return textwrap.wrap(label, LETTERS) or [label]


def lines_above(label: str, y: int) -> list[tuple[str, int]]:
    """The lines of a label with their places, the last one close above `y`."""
    broken = _broken(label)
    return [(line, y - 8 - LINE * (len(broken) - 1 - number)) for number, line in enumerate(broken)]


def _rows(labels: list[str]) -> list[int]:
    """Where each bar begins, and last how high the chart is: a label of two lines makes its row higher."""
    room = [LINE * (len(_broken(str(label))) - 1) for label in labels]
    ends = list(accumulate((ROW + more for more in room), initial=0))
    return [LABEL + end + more for end, more in zip(ends, room, strict=False)] + ends[-1:]


def _share(value: float, largest: float) -> float:
    return round(LONGEST * value / largest, 2) if largest else 0


def bars(rows: list[tuple[str, float]]) -> list[Bar]:
    """Horizontal bars from zero, one below the other."""
    largest = max((value for _label, value in rows), default=0)
    fill, ink = FILLS[0]
    starts = _rows([label for label, _value in rows])
    return [
        Bar(str(label), value, 0, _share(value, largest), y, fill, ink)
        for (label, value), y in zip(rows, starts, strict=False)
    ]


@dataclass(frozen=True)
class Pair:
    """Two figures of one thing on one line: what it was, hollow, and what it is, filled."""

    label: str
    was: float
    now: float
    was_x: float
    now_x: float
    y: int

    @property
    def middle(self) -> int:
        return self.y + BAR // 2

    @property
    def figure_y(self) -> int:
        return self.middle + 6

    @property
    def lines(self) -> list[tuple[str, int]]:
        return lines_above(self.label, self.y)

    @property
    def has_grown(self) -> bool:
        """Each figure stands on the side of its dot that is free."""
        return self.now_x >= self.was_x


def pairs(rows: list[tuple[str, float, float]]) -> list[Pair]:
    """Paired dots from zero, one pair below the other, with room for a figure on both sides."""
    largest = max((max(was, now) for _label, was, now in rows), default=0)
    starts = _rows([label for label, _was, _now in rows])

    def x(value: float) -> float:
        return round(MARGIN + _share(value, largest) * (LONGEST - MARGIN) / LONGEST, 2)

    return [Pair(str(label), was, now, x(was), x(now), y) for (label, was, now), y in zip(rows, starts, strict=False)]


def stacked(
    rows: list[str], series: list[tuple[str, list[float]]], *, ordered: bool = False, most: float = 0
) -> list[list[Bar]]:
    """One stacked bar per row; at most 4 series, because nobody tells more apart, or 5 that have an order. `most` is
    what there must be room for beside the bars."""
    fills = SHADES if ordered else FILLS
    if len(series) > len(fills):
        raise ValueError(f"A stacked bar shows at most {len(fills)} series, not {len(series)}.")
    totals = [sum(values[number] for _name, values in series) for number in range(len(rows))]
    starts = _rows(rows)
    return [_stack(number, series, max([*totals, most]), starts[number], fills) for number in range(len(rows))]


def marks(stacks: list[list[Bar]], values: list[float]) -> list[float]:
    """Where a line across each bar stands for a value: in per cent, on the scale of the bars."""
    totals = [sum(bar.value for bar in stack) for stack in stacks]
    largest = max([*totals, *values], default=0)
    return [_share(value, largest) for value in values]


def _stack(number: int, series, largest: float, y: int, fills) -> list[Bar]:
    pieces, x = [], 0.0
    for place, (name, values) in enumerate(series):
        fill, ink = fills[place]
        width = _share(values[number], largest)
        series_of_fill = place if fills is FILLS else 0  # shades tell apart without patterns
        pieces.append(Bar(str(name), values[number], round(x, 2), width, y, fill, ink, series_of_fill))
        x += width
    return pieces


def height(labels: list[str]) -> int:
    return _rows(labels)[-1]


def in_words(rows: list[tuple[str, float]]) -> str:
    """The figures as a sentence, for those who hear the chart."""
    return ", ".join(f"{label}: {value}" for label, value in rows)
