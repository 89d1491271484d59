"""Where the boxes and lines of the diagram go. Pure: same nodes and edges in, same drawing out.

Columns are stages, bands are lanes. Boxes stand on a grid with gutters between them. Lines run along tracks in the
gutters; each point where tracks meet serves one line only, so no two lines can cross or touch, and points inside a
box serve none. A line that finds no free way is given back as `left_over` and becomes text; one that has to be drawn
stands apart, below everything else, with both of its boxes once more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count

from .routing import Grid, Port

BOX_WIDTH, BOX_HEIGHT = 196, 68
GUTTER, MARGIN, ROW_GAP = 68, 34, 36
HEAD, LANE_HEAD, LANE_FOOT, LANE_GAP = 44, 34, 20, 10
GUTTER_TRACKS = (16, 28, 40, 52)
MARGIN_TRACKS = (10, 22)
GAP_TRACKS = (12, 24)
SIDE_PORTS = (34, 17, 51)
LANE_LABEL = 24
LEFT_OVER_COST = (1000, 300, 100)


@dataclass(frozen=True)
class Node:
    """Something with a place: `column` from the left, `lane` from the top, `order` within its cell."""

    id: str
    column: int
    lane: int
    order: int = 0


@dataclass(frozen=True)
class Edge:
    """A line from a node to a node. `rank` says who is served first: 0 before 1. Words in its place may not do."""

    start: str
    end: str
    rank: int = 0
    must_be_drawn: bool = False


@dataclass(frozen=True)
class Box:
    id: str
    x: int
    y: int
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT
    is_again: bool = False


@dataclass(frozen=True)
class Line:
    start: str
    end: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Band:
    """One lane as drawn."""

    lane: int
    y: int
    height: int


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    columns: tuple[tuple[int, int], ...]
    left_over: tuple[Edge, ...]
    apart: Band | None = None


@lru_cache(maxsize=64)
def draw(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> Drawing:
    """Place the boxes, then lead each line, the most common and shortest first."""
    rows = _rows_of(nodes, edges)
    columns = sorted({node.column for node in nodes})
    x_of = {column: MARGIN + index * (BOX_WIDTH + GUTTER) for index, column in enumerate(columns)}
    bands, y_of, gap_tracks = _bands(nodes, rows)
    boxes = {node.id: Box(node.id, x_of[node.column], y_of[node.lane, rows[node.id]]) for node in nodes}
    width = MARGIN * 2 + len(columns) * BOX_WIDTH + max(len(columns) - 1, 0) * GUTTER
    bottom = bands[-1].y + bands[-1].height if bands else HEAD
    labels = [(MARGIN, band.y, MARGIN + BOX_WIDTH, band.y + LANE_LABEL) for band in bands]
    obstacles = [*(_rectangle(box) for box in boxes.values()), *labels]
    tracks = _track_xs(x_of), _track_ys(y_of, gap_tracks)
    lines, left_over = _lead_best(_known(nodes, edges), nodes, boxes, Grid(*tracks, obstacles))
    again, beside = _apart([edge for edge in left_over if edge.must_be_drawn], boxes, list(x_of.values()), bottom)
    apart = _band_around(again, bottom) if again else None
    return Drawing(
        width,
        apart.y + apart.height if apart else bottom,
        (*(boxes[node.id] for node in nodes), *again),
        (*lines, *beside),
        tuple(bands),
        tuple((column, x_of[column]) for column in columns),
        tuple(edge for edge in left_over if not edge.must_be_drawn),
        apart,
    )


def _rows_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, int]:
    """Row of each node within its lane: in order from the top, moved down towards the boxes that lead there."""
    sources: dict[str, list[str]] = {}
    for edge in edges:
        sources.setdefault(edge.end, []).append(edge.start)
    cells: dict[tuple[int, int], list[Node]] = {}
    for node in sorted(nodes, key=lambda n: (n.column, n.lane, n.order, n.id)):
        cells.setdefault((node.column, node.lane), []).append(node)
    tallest = {lane: max(len(c) for (_, of), c in cells.items() if of == lane) for _, lane in cells}
    lane_of = {node.id: node.lane for node in nodes}
    rows: dict[str, int] = {}
    for (_, lane), cell in cells.items():
        shifts = range(tallest[lane] - len(cell) + 1)
        shift = min(shifts, key=lambda s: (_pull(cell, s, rows, sources, lane_of), s))
        rows.update({node.id: shift + index for index, node in enumerate(cell)})
    return rows


def _pull(cell: list[Node], shift: int, rows: dict, sources: dict, lane_of: dict) -> int:
    """How far a cell, moved down by `shift`, is from the rows of the boxes that lead into it."""
    return sum(
        abs(shift + index - rows[source])
        for index, node in enumerate(cell)
        for source in sources.get(node.id, [])
        if source in rows and lane_of[source] == node.lane
    )


def _bands(nodes: Sequence[Node], rows: dict[str, int]) -> tuple[list[Band], dict, list[int]]:
    """The lanes from top to bottom, the y of each row in them, and the tracks between rows."""
    bands, y_of, tracks, y = [], {}, [], HEAD
    for lane in sorted({node.lane for node in nodes}):
        count = max(rows[node.id] for node in nodes if node.lane == lane) + 1
        top = y
        y += LANE_HEAD
        tracks.append(y - 8)
        for row in range(count):
            y_of[lane, row] = y
            y += BOX_HEIGHT
            tracks += [y + offset for offset in (GAP_TRACKS if row < count - 1 else (10,))]
            y += ROW_GAP if row < count - 1 else LANE_FOOT
        bands.append(Band(lane, top, y - top))
        y += LANE_GAP
    return bands, y_of, tracks


def _track_xs(x_of: dict[int, int]) -> list[int]:
    """Where lines may run up and down: in the margins, in the gutters, and through the middle of a column."""
    xs: list[int] = []
    for index, x in enumerate(x_of.values()):
        before = [x - MARGIN + offset for offset in MARGIN_TRACKS] if index == 0 else []
        after = MARGIN_TRACKS if index == len(x_of) - 1 else GUTTER_TRACKS
        xs += [*before, x + BOX_WIDTH // 2, *(x + BOX_WIDTH + offset for offset in after)]
    return xs


def _track_ys(y_of: dict, gap_tracks: list[int]) -> list[int]:
    """Where lines may run sideways: at the ports of each row, and between rows."""
    return sorted({*gap_tracks, *(y + port for y in y_of.values() for port in SIDE_PORTS)})


def _rectangle(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.x + box.width, box.y + box.height


def _known(nodes: Sequence[Node], edges: Iterable[Edge]) -> list[Edge]:
    """Each edge between two different known nodes, once; of the same edge said twice, the one served first.

    It must be drawn when one of them must.
    """
    ids = {node.id for node in nodes}
    known = sorted((e for e in edges if e.start != e.end and {e.start, e.end} <= ids), key=lambda e: -e.rank)
    once = {(e.start, e.end): e for e in known}
    must = {(e.start, e.end) for e in known if e.must_be_drawn}
    return [replace(once[ends], must_be_drawn=ends in must) for ends in sorted(once)]


def _lead_best(edges: list[Edge], nodes, boxes: dict[str, Box], grid: Grid):
    """Try a few orders of service: fewest lines left over, common ones least of all, then the shortest drawing."""
    tries = []
    for order in _orders(edges, {node.id: node for node in nodes}):
        lines, left_over, cost = _lead(order, boxes, grid)
        tries.append((sum(LEFT_OVER_COST[min(e.rank, 2)] for e in left_over) + cost, len(tries), lines, left_over))
        if left_over:
            again = [*left_over, *(edge for edge in order if edge not in left_over)]
            lines, left_over, cost = _lead(again, boxes, grid)
            tries.append((sum(LEFT_OVER_COST[min(e.rank, 2)] for e in left_over) + cost, len(tries), lines, left_over))
    _, _, lines, left_over = min(tries, key=lambda t: t[:2])
    return sorted(lines, key=lambda line: (line.start, line.end)), left_over


def _orders(edges: list[Edge], place: dict[str, Node]) -> Iterator[list[Edge]]:
    def far(edge: Edge) -> int:
        return abs(place[edge.end].column - place[edge.start].column)

    def deep(edge: Edge) -> int:
        return abs(place[edge.end].lane - place[edge.start].lane)

    def steep(edge: Edge) -> int:
        return abs(place[edge.end].order - place[edge.start].order)

    for key in (
        lambda e: (e.rank, far(e), deep(e), steep(e)),
        lambda e: (far(e), deep(e), steep(e), e.rank),
        lambda e: (deep(e), far(e), steep(e), e.rank),
        lambda e: (steep(e), deep(e), far(e), e.rank),
        lambda e: (e.rank, deep(e), steep(e), far(e)),
        lambda e: (deep(e) == 0, -far(e), e.rank, steep(e)),
    ):
        yield sorted(edges, key=key)


def _lead(edges: Iterable[Edge], boxes: dict[str, Box], grid: Grid) -> tuple[list[Line], list[Edge], float]:
    grid.clear()
    lines, left_over, total = [], [], 0.0
    for edge in edges:
        start, end = boxes[edge.start], boxes[edge.end]
        points, cost = grid.lead(_ports(start, towards=end), _ports(end, towards=start, arriving=True))
        total += cost
        if points:
            lines.append(Line(edge.start, edge.end, tuple(points)))
        else:
            left_over.append(edge)
    return lines, left_over, total


def _apart(edges: list[Edge], boxes: dict[str, Box], xs: list[int], top: int) -> tuple[list[Box], list[Line]]:
    """Both ends of each edge once more, with a straight line from one to the other, and nothing else on its way."""
    again: list[Box] = []
    lines: list[Line] = []
    taken: set[tuple[int, int]] = set()
    for edge in edges:
        one, other = (xs.index(boxes[name].x) for name in (edge.start, edge.end))
        down = int(one == other)
        columns = range(min(one, other), max(one, other) + 1)
        row = next(row for row in count() if taken.isdisjoint(_cells(row, down, columns)))
        taken |= _cells(row, down, columns)
        ys = [top + LANE_GAP + LANE_HEAD + r * (BOX_HEIGHT + ROW_GAP) for r in (row, row + down)]
        ends = [Box(edge.start, xs[one], ys[0], is_again=True), Box(edge.end, xs[other], ys[1], is_again=True)]
        again += ends
        lines.append(Line(edge.start, edge.end, _straight(*ends)))
    return again, lines


def _cells(row: int, down: int, columns: range) -> set[tuple[int, int]]:
    """What a line apart takes up: the columns from one end to the other in one row, or one column in two."""
    return {(row + below, column) for below in range(down + 1) for column in columns}


def _straight(start: Box, end: Box) -> tuple[tuple[int, int], ...]:
    """From the side of a box that faces the other to that one's side: to the right, to the left or down."""
    if start.x == end.x:
        middle = start.x + start.width // 2
        return (middle, start.y + start.height), (middle, end.y)
    level = start.y + start.height // 2
    from_x, to_x = (start.x + start.width, end.x) if end.x > start.x else (start.x, end.x + end.width)
    return (from_x, level), (to_x, level)


def _band_around(boxes: list[Box], top: int) -> Band:
    """The band in which what is drawn apart stands, a gap below the lanes. It is no lane."""
    return Band(-1, top + LANE_GAP, max(box.y + box.height for box in boxes) + LANE_FOOT - top - LANE_GAP)


def _ports(box: Box, *, towards: Box, arriving: bool = False) -> list[Port]:
    """Where a line may leave or reach a box, the natural side first: right to left, top to bottom."""
    right, bottom, middle = box.x + box.width, box.y + box.height, box.x + box.width // 2
    sides = {
        "left": [Port(box.x, box.y + y, -1, 0, cost) for cost, y in enumerate(SIDE_PORTS)],
        "right": [Port(right, box.y + y, 1, 0, cost) for cost, y in enumerate(SIDE_PORTS)],
        "top": [Port(middle, box.y, 0, -1, 0)],
        "bottom": [Port(middle, bottom, 0, 1, 0)],
    }
    if towards.x == box.x:
        natural = "bottom" if towards.y > box.y else "top"
    else:
        natural = "right" if towards.x > box.x else "left"
    forward = "left" if arriving else "right"
    return [
        port._replace(cost=port.cost + (0 if side == natural else 3 if side == forward else 6))
        for side, ports in sides.items()
        for port in ports
    ]
