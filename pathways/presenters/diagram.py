"""The drawing of a profession's page as numbers and words that a template turns into SVG.

Meaning is never by colour alone: lines differ by dashes, the reader's place and goal by border and label.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.choices import Commonness, Lane, Stage
from pathways.layout import BOX_WIDTH, GUTTER, Box, Drawing, Edge, Line, Node, draw
from pathways.rules import RANK

from .explorer import Explorer, Stop

MOST_NODES = 18
CORNER, ARROW = 8, 9
FONT, LINE_HEIGHT, PADDING = 16, 20, 10
HEAD_FONT, HEAD_BASELINE = 18, 26
# Widths of letters in a sans serif face, in parts of its size; enough to know where a title must break.
NARROW, WIDE = set("iljtfrI.,'()|/ -"), set("mwMW")


@dataclass(frozen=True)
class DrawnBox:
    box: Box
    stop: Stop
    words: list[tuple[int, int, str]]

    @property
    def label(self) -> str:
        if self.box.is_again:
            return ""
        if self.stop.is_here:
            return _("You are here")
        return _("Your goal") if self.stop.is_goal else ""

    @property
    def label_width(self) -> int:
        return _width_of_label(self.label)

    @property
    def mark(self) -> str:
        """What stands at the foot of a box whose role is not for the reader now."""
        return _("Needs a registration") if self.stop.needs_registration else ""

    @property
    def mark_width(self) -> int:
        return _width_of_label(self.mark)


@dataclass(frozen=True)
class DrawnLine:
    path: str
    arrow: str
    commonness: Commonness
    is_on_way: bool


@dataclass(frozen=True)
class Diagram:
    drawing: Drawing
    boxes: list[DrawnBox]
    lines: list[DrawnLine]
    columns: list[tuple[int, int, str]]
    bands: list[tuple[int, int, str]]
    description: str
    apart: tuple[int, int] | None
    left_over: list[tuple[Stop, Stop]]
    left_out: list[Stop]
    unconnected: list[Stop]


def diagram_of(explorer: Explorer) -> Diagram:
    connected = [stop for stop in explorer.stops if stop.leads_to or stop.comes_from]
    shown = {stop.role.code for stop in sorted(connected, key=lambda s: not s.is_on_way)[:MOST_NODES]}
    stops = {stop.role.code: stop for stop in connected if stop.role.code in shown}
    way = {(a.role.code, b.role.code) for a, b in zip(explorer.way, explorer.way[1:], strict=False)}
    drawing = draw(*_as_graph(explorer, stops, way))
    word = {(move.start, move.end): move.commonness for move in explorer.moves}
    return Diagram(
        drawing,
        [DrawnBox(box, stops[box.id], words_in(box, stops[box.id].role.title)) for box in drawing.boxes],
        sorted((_drawn(line, word, way) for line in drawing.lines), key=lambda line: line.is_on_way),
        [part for column, x in drawing.columns for part in heading(x, str(Stage(Stage.values[column]).label))],
        [(band.y, band.height, explorer.family.lanes[band.lane].label) for band in drawing.bands],
        description_of(explorer),
        (drawing.apart.y, drawing.apart.height) if drawing.apart else None,
        [(stops[edge.start], stops[edge.end]) for edge in drawing.left_over],
        [stop for stop in connected if stop.role.code not in stops],
        [stop for stop in explorer.stops if stop not in connected],
    )


def _as_graph(explorer: Explorer, stops: dict[str, Stop], way: set) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Ways back to practice and the reader's own way are always drawn: words in their place would weigh less."""
    ranks = {word: rank for rank, word in enumerate(sorted(RANK, key=RANK.__getitem__))}
    nodes = tuple(
        Node(code, Stage.values.index(stop.role.stage), explorer.family.lanes.index(stop.role.lane), place)
        for place, (code, stop) in enumerate(stops.items())
    )
    edges = tuple(
        Edge(move.start, move.end, ranks[move.commonness], is_way_back(stops[move.end]) or move.ends in way)
        for move in explorer.moves
        if move.start in stops and move.end in stops
    )
    return nodes, edges


def is_way_back(stop: Stop) -> bool:
    return stop.role.lane == Lane.PRACTICE


def _drawn(line: Line, word: dict, way: set) -> DrawnLine:
    (x1, y1), (x2, y2) = line.points[-2:]
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    back = (x2 - dx * ARROW, y2 - dy * ARROW)
    wing = ARROW * 0.6
    arrow = [(x2, y2), (back[0] - dy * wing, back[1] + dx * wing), (back[0] + dy * wing, back[1] - dx * wing)]
    key = (line.start, line.end)
    return DrawnLine(
        rounded([*line.points[:-1], back]), " ".join(f"{x:g},{y:g}" for x, y in arrow), word[key], key in way
    )


def rounded(points: list[tuple[int, int]]) -> str:
    """A path through the points whose corners are small arcs."""
    path = [f"M{points[0][0]} {points[0][1]}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        size = min(CORNER, _distance(before, corner) // 2, _distance(corner, after) // 2)
        into, out = _towards(corner, before, size), _towards(corner, after, size)
        path.append(f"L{into[0]} {into[1]}Q{corner[0]} {corner[1]} {out[0]} {out[1]}")
    path.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(path)


def _distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(a: tuple[int, int], b: tuple[int, int], size: int) -> tuple[int, int]:
    return a[0] + size * ((b[0] > a[0]) - (b[0] < a[0])), a[1] + size * ((b[1] > a[1]) - (b[1] < a[1]))


def _width_of_label(words: str) -> int:
    return round(width_of(words, 13)) + 20


def width_of(text: str, size: int) -> float:
    return size * sum(0.32 if c in NARROW else 0.85 if c in WIDE else 0.68 if c.isupper() else 0.55 for c in text)


def lines_of(words: str, size: int, width: float) -> list[str]:
    """Words in lines no wider than `width` pixels. A word that is wider has a line of its own."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def heading(x: int, words: str) -> list[tuple[int, int, str]]:
    """The heading of a column, in lines that end before the next column: x, y of the baseline, words."""
    lines = lines_of(words, HEAD_FONT, BOX_WIDTH + GUTTER - PADDING)
    first = HEAD_BASELINE - (len(lines) - 1) * LINE_HEIGHT // 2
    return [(x, first + LINE_HEIGHT * index, line) for index, line in enumerate(lines)]


def words_in(box: Box, title: str) -> list[tuple[int, int, str]]:
    """The title in lines that fit the box: x of the middle, y of the baseline, words."""
    lines = lines_of(f"{title}", FONT, box.width - 2 * PADDING)
    first = box.y + box.height // 2 - (len(lines) - 1) * LINE_HEIGHT // 2 + 6
    return [(box.x + box.width // 2, first + LINE_HEIGHT * index, line) for index, line in enumerate(lines)]


def description_of(explorer: Explorer) -> str:
    """What the drawing shows, in sentences, for those who do not see it."""
    counts = {word: sum(move.commonness == word for move in explorer.moves) for word in Commonness}
    sentences = [
        ngettext("%(count)d role", "%(count)d roles", len(explorer.stops)) % {"count": len(explorer.stops)}
        + " "
        + _("in stages from left to right: %(stages)s.")
        % {"stages": ", ".join(str(s) for s, _stops in explorer.stages)},
        _("%(common)d moves are common, %(sometimes)d happen sometimes, %(rare)d are rare.")
        % {"common": counts["COMMON"], "sometimes": counts["SOMETIMES"], "rare": counts["RARE"]},
    ]
    for stop in explorer.stops:
        if stop.leads_to:
            onward = ", ".join(f"{o.role.title} ({o.word})" for o in stop.leads_to)
            sentences.append(_("From %(role)s: %(onward)s.") % {"role": stop.role.title, "onward": onward})
    if marked := [stop.role.title for stop in explorer.stops if stop.needs_registration]:
        sentences.append(_("These need a registration: %(roles)s.") % {"roles": ", ".join(f"{one}" for one in marked)})
    return " ".join([*sentences, explorer.way_words]).strip()
