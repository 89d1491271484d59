"""Whatever is drawn: no two lines cross or touch, none runs through a box, and it comes out the same each time."""

from itertools import combinations, pairwise
from random import Random

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.choices import Stage
from pathways.layout import BOX_WIDTH, GUTTER, HEAD, Drawing, Edge, Node, draw
from pathways.presenters.diagram import HEAD_FONT, heading, width_of

IDS = [chr(ord("a") + index) for index in range(12)]


@st.composite
def graphs(draw_from):
    ids = IDS[: draw_from(st.integers(1, len(IDS)))]
    nodes = tuple(Node(i, draw_from(st.integers(0, 3)), draw_from(st.integers(0, 3))) for i in ids)
    pairs = draw_from(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=16))
    return nodes, tuple(Edge(a, b, draw_from(st.integers(0, 2)), draw_from(st.booleans())) for a, b in pairs)


def segments(points):
    return list(pairwise(points))


def meet(one, other) -> bool:
    """Whether two upright or level segments share a point."""
    (ax1, ay1), (ax2, ay2) = sorted(one)
    (bx1, by1), (bx2, by2) = sorted(other)
    level = max(ax1, bx1) <= min(ax2, bx2)
    return level and max(min(ay1, ay2), min(by1, by2)) <= min(max(ay1, ay2), max(by1, by2))


def runs_through(segment, box) -> bool:
    (x1, y1), (x2, y2) = segment
    left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    inside = left < box.x + box.width and right > box.x
    return inside and top < box.y + box.height and bottom > box.y


def assert_sound(drawing: Drawing):
    for one, other in combinations(drawing.lines, 2):
        shared = [(s, t) for s in segments(one.points) for t in segments(other.points) if meet(s, t)]
        assert shared == [], (one, other)
    for line in drawing.lines:
        assert not any(runs_through(s, box) for s in segments(line.points) for box in drawing.boxes)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in segments(line.points))
    for one, other in combinations(drawing.boxes, 2):
        apart = abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= one.height
        assert apart, (one, other)
    for box in drawing.boxes:
        assert 0 <= box.x <= drawing.width - box.width
        assert 0 <= box.y <= drawing.height - box.height
    for line in drawing.lines:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in line.points)


def pathway_like(random: Random):
    """A graph of the size and shape that a profession's page has, by a seeded draw: quicker than a search for one."""
    ids = IDS[: random.randint(2, 7)]
    nodes = tuple(Node(i, random.randint(0, 3), random.randint(0, 2), random.randint(0, 3)) for i in ids)
    pairs = [random.sample(ids, 2) for _n in range(random.randint(1, 7))]
    return nodes, tuple(Edge(a, b, random.randint(0, 2), random.random() < 0.5) for a, b in pairs)


def assert_all_is_told(drawing: Drawing, edges):
    """Each line is drawn once or left over, and what must be drawn is drawn."""
    wanted = {(e.start, e.end): e for e in sorted(edges, key=lambda e: (-e.rank, e.must_be_drawn)) if e.start != e.end}
    drawn = [(line.start, line.end) for line in drawing.lines]
    left = {(edge.start, edge.end) for edge in drawing.left_over}
    assert sorted(drawn) == sorted(wanted.keys() - left)
    assert not {(e.start, e.end) for e in edges if e.must_be_drawn} & left
    again = [box.id for box in drawing.boxes if box.is_again]
    assert (drawing.apart is None, len(again) % 2) == (not again, 0)


def test_where_all_lead_to_each_other_what_must_be_drawn_stands_apart():
    """With every line that must be drawn twice over: far ones in rows of their own, near ones beside each other."""
    nodes = tuple(Node(i, index % 4, index // 4) for index, i in enumerate("abcdefgh"))
    edges = tuple(Edge(a, b, 0, True) for a in "abcdefgh" for b in "abcdefgh" if a != b)
    drawing = draw.__wrapped__(nodes, edges)
    assert not drawing.left_over
    assert_sound(drawing)
    assert_all_is_told(drawing, edges)
    below = [box for box in drawing.boxes if box.is_again]
    assert min(box.y for box in below) > drawing.bands[-1].y + drawing.bands[-1].height
    assert len({box.y for box in below}) < len(below) / 2, "short lines share a row"


@pytest.mark.slow
@pytest.mark.parametrize("how_many", [50, pytest.param(1000, marks=pytest.mark.load)])
def test_a_thousand_made_up_pathways_are_sound(how_many):
    """A few each time, all thousand where time is taken for it."""
    random = Random(2018)
    for _n in range(how_many):
        nodes, edges = pathway_like(random)
        drawing = draw.__wrapped__(nodes, edges)
        assert_sound(drawing)
        assert_all_is_told(drawing, edges)


@pytest.mark.slow
@settings(max_examples=40)
@given(graphs())
def test_no_lines_cross_and_none_runs_through_a_box(graph):
    nodes, edges = graph
    drawing = draw(nodes, edges)
    assert_sound(drawing)
    assert_all_is_told(drawing, edges)


@pytest.mark.slow
@settings(max_examples=10)
@given(graphs())
def test_the_same_graph_is_drawn_the_same(graph):
    nodes, edges = graph
    assert draw.__wrapped__(nodes, edges) == draw.__wrapped__(nodes, tuple(reversed(edges)))


def test_of_an_edge_said_twice_the_more_common_counts_in_any_order():
    nodes = (Node("a", 0, 0), Node("b", 1, 0), Node("c", 1, 1))
    edges = (Edge("a", "b", 2), Edge("a", "c", 1), Edge("a", "b", 0))
    assert draw.__wrapped__(nodes, edges) == draw.__wrapped__(nodes, tuple(reversed(edges)))


def test_nothing_to_draw_draws_nothing():
    assert draw((), ()).boxes == ()


def test_a_line_starts_at_its_box_and_ends_at_the_other():
    drawing = draw((Node("a", 0, 0), Node("b", 1, 0)), (Edge("a", "b"),))
    a, b = drawing.boxes
    assert drawing.lines[0].points == ((a.x + a.width, a.y + 34), (b.x, b.y + 34))


def test_a_way_back_is_drawn_like_a_way_forward():
    drawing = draw((Node("a", 0, 0), Node("b", 1, 0)), (Edge("a", "b"), Edge("b", "a")))
    assert {(line.start, line.end) for line in drawing.lines} == {("a", "b"), ("b", "a")}
    assert_sound(drawing)


def test_what_cannot_be_drawn_is_left_over():
    """Five boxes that all lead to each other cannot be drawn flat (nor most of their two-way lines)."""
    nodes = tuple(Node(i, index % 4, index // 4) for index, i in enumerate("abcde"))
    edges = tuple(Edge(a, b) for a in "abcde" for b in "abcde" if a != b)
    drawing = draw(nodes, edges)
    assert drawing.left_over
    assert_sound(drawing)


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_headings_of_columns_end_before_the_next_column(language):
    with translation.override(language):
        for stage in Stage:
            lines = heading(0, str(stage.label))
            assert all(width_of(words, HEAD_FONT) < BOX_WIDTH + GUTTER for _x, _y, words in lines)
            assert all(0 < y - HEAD_FONT // 2 < y < HEAD for _x, y, _words in lines), lines
