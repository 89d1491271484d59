import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent_register.common.steady import NARROWEST, SPREAD, Edition, Sum, Watch, protected, shift_of, steady

SECRET = b"a secret"


def test_shift_is_the_same_for_ever_and_spread_evenly():
    assert shift_of("role=a", SECRET) == shift_of("role=a", SECRET)
    shifts = [shift_of(f"cell {n}", SECRET) for n in range(600)]
    assert {shifts.count(shift) // 50 for shift in range(SPREAD + 1)} <= {1, 2}
    assert set(shifts) == set(range(SPREAD + 1))
    assert [shift_of(f"cell {n}", b"another") for n in range(600)] != shifts


@given(count=st.integers(0, 5000), shift=st.integers(0, SPREAD))
def test_small_is_hidden_and_the_rest_is_near(count, shift):
    figure = steady(count, shift, 7)
    if count <= 7:
        assert figure is None
    if count >= 13:
        assert figure is not None
    if figure is not None:
        assert figure % 5 == 0
        assert abs(figure - count) <= 5


def test_the_same_count_a_year_later_is_the_same_figure():
    assert steady(23, 4, 7) == steady(23, 4, 7) == 25


@pytest.mark.parametrize("shift", range(SPREAD + 1))
def test_nobody_looks_like_a_few(shift):
    assert steady(0, shift, 7) is steady(1, shift, 7) is None


def watch(figures, sums=()):
    return Watch([Edition(one) for one in figures], list(sums), 7).look()


def test_a_step_tells_the_shifted_count_and_no_more():
    spans = watch([{"a": 10}, {"a": 15}])
    assert [(one["a"].low, one["a"].high) for one in spans] == [(9, 14), (10, 15)]


def test_what_a_total_would_tell_of_a_hidden_part_is_seen():
    spans = watch([{"all": 15, "a": 15, "b": None}], [Sum("all", ("a", "b"))])[0]
    assert (spans["b"].low, spans["b"].high) == (0, 9)


def test_a_contradiction_narrows_nothing_to_nothing():
    spans = watch([{"all": 10, "a": 500, "b": None}], [Sum("all", ("a", "b"))])[0]
    assert all(span.low <= span.high for span in spans.values())


def test_more_is_hidden_where_figures_would_tell_too_much():
    """A total cut far down beside a part pushed far up: the other part could be 4 at most."""
    sums = [Sum("all", ("a", "b"))]
    figures = {"all": 20, "a": 25, "b": None}
    assert watch([figures], sums)[0]["b"].width < NARROWEST
    edition = protected({"all": 24, "a": 24, "b": 0}, {"all": 0, "a": 5, "b": 2}, sums, [], threshold=7)
    assert edition.held_back == {"a"}
    assert Watch([edition], sums, 7).look()[0]["b"].width >= NARROWEST


def test_every_figure_may_be_hidden_without_end():
    edition = protected({"all": 8, "a": 8}, {"all": 5, "a": 5}, [Sum("all", ("a",))], [], threshold=7)
    assert edition.figures == {"all": 10, "a": 10}
