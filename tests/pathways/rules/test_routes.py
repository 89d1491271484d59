import pytest

from pathways.choices import Commonness
from pathways.rules import Move, Step, best_way, less_common, moves_of

C, S, R = Commonness.COMMON, Commonness.SOMETIMES, Commonness.RARE


def moves(*steps):
    return {(m.start, m.end): m.commonness for m in moves_of([steps])}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([Step("a"), Step("b")], {("a", "b"): C}),
        ([Step("a"), Step("b", R)], {("a", "b"): R}),
        ([Step("a", is_optional=True), Step("b")], {("a", "b"): S}),
        ([Step("a"), Step("b", alternatives=("x",))], {("a", "b"): C, ("a", "x"): S}),
        ([Step("a", alternatives=("x",)), Step("b")], {("a", "b"): C, ("x", "b"): S}),
        ([Step("a", alternatives=("x",)), Step("b", R)], {("a", "b"): R, ("x", "b"): R}),
        ([Step("a"), Step("b", alternatives=("c",)), Step("c", R)], {("a", "b"): C, ("b", "c"): R}),
        ([Step("a"), Step("a")], {}),
        ([Step("a")], {}),
        ([], {}),
    ],
)
def test_moves_follow_from_steps(steps, expected):
    assert moves(*steps) == expected


def test_a_move_of_two_pathways_counts_at_its_most_common():
    assert moves_of([[Step("a"), Step("b", R)], [Step("a"), Step("b", S)]]) == [Move("a", "b")]
    assert moves_of([[Step("a"), Step("b", R)], [Step("a"), Step("b", S)]])[0].commonness == S


def test_less_common_is_the_rarer_word():
    assert [less_common(C, S), less_common(S, R), less_common(C)] == [S, R, C]


GRAPH = [Move("a", "b", C), Move("b", "d", C), Move("a", "d", R), Move("d", "e", S), Move("e", "a", C)]


@pytest.mark.parametrize(
    ("start", "goal", "way"),
    [
        ("a", "d", ["a", "b", "d"]),
        ("a", "e", ["a", "b", "d", "e"]),
        ("a", "a", ["a"]),
        ("d", "b", ["d", "e", "a", "b"]),
        ("a", "nowhere", []),
        ("nowhere", "a", []),
    ],
)
def test_best_way_prefers_common_moves(start, goal, way):
    assert best_way(GRAPH, start, goal) == way
