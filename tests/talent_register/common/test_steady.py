import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent_register.common.reader import Impossible, Reader
from talent_register.common.steady import NARROWEST, SPREAD, Edition, Sum, Within, protected, shift_of, steady

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


SUMS = (Sum("all", ("a", "b")),)


def known(*editions, most_change=1):
    """Cell → the least and the greatest it can be in each edition, as whole numbers."""
    reader = Reader([Edition(one, most_change=most_change, sums=SUMS) for one in editions], 7)
    for at, edition in enumerate(editions):
        for cell in edition:
            reader.what_narrows((at, cell), 1_000_000)
    return {
        (at, cell): (round(reader.low[at * 3 + place]), round(reader.high[at * 3 + place]))
        for at in range(len(editions))
        for place, cell in enumerate(("a", "all", "b"))
    }


def test_a_step_tells_the_shifted_count_and_no_more():
    spans = known({"all": 100, "a": 10, "b": 90}, {"all": 100, "a": 15, "b": 90})
    assert (spans[0, "a"], spans[1, "a"]) == ((9, 14), (10, 15))


def test_what_a_total_would_tell_of_a_hidden_part_is_seen():
    assert known({"all": 15, "a": 15, "b": None})[0, "b"] == (0, 9)


def test_figures_that_no_counts_make_are_said_to_be_impossible():
    with pytest.raises(Impossible):
        known({"all": 15, "a": 500, "b": None})


def test_more_may_have_changed_than_was_said():
    """People who left since are not counted in yesterday's editions any more; and a secret may have been renewed."""
    editions = [Edition({"all": whole, "a": 15, "b": whole - 15}, sums=SUMS) for whole in (100, 300)]
    assert len(Reader.of(editions, 7).editions) == 2
    renewed = [Edition({"all": 15, "a": 500, "b": None}, sums=SUMS), editions[1]]
    assert Reader.of(renewed, 7).editions == editions[1:]


def test_more_is_hidden_where_figures_would_tell_too_much():
    """A total cut far down beside a part pushed far up: the other part could be 4 at most."""
    low, high = known({"all": 20, "a": 25, "b": None})[0, "b"]
    assert high - low < NARROWEST
    edition = protected({"all": 24, "a": 24, "b": 0}, {"all": 0, "a": 5, "b": 2}, SUMS, [], threshold=7)
    assert edition.held_back == {"a"}
    assert edition.figures == {"all": 20, "a": None, "b": None}
    low, high = known(edition.figures)[0, "b"]
    assert high - low >= NARROWEST


def test_a_sum_that_leaves_somebody_out_is_none():
    edition = protected({"all": 90, "a": 30, "b": 30}, {"all": 0, "a": 0, "b": 0}, SUMS, [], threshold=7)
    assert edition.sums == ()
    assert edition.held_back == frozenset()


@pytest.mark.parametrize(
    ("whole", "parts", "shown"),
    [
        # Who is in a part is in the whole: a part of 8 at least beside a whole of 12 at most would leave 8 to 12.
        ((10, 0), [(8, 5)], [None]),
        ((10, 3), [(8, 5)], [10]),
        # Beside 19 for certain, a whole that is 15 for certain would leave 14 and 15.
        ((15, 0), [(14, 5)], [None]),
        ((15, 0), [(15, 0)], [15]),
        # Two side by side may be shifted by 5 more than one; then the smaller one goes.
        ((30, 0), [(15, 5), (15, 0)], [20, 15]),
        ((30, 0), [(14, 4), (16, 2)], [None, 15]),
        ((30, 0), [(15, 5), (15, 1)], [20, None]),
        ((4, 0), [(2, 0), (1, 5)], [None, None]),
    ],
)
def test_no_part_is_shown_that_narrows_what_it_is_within(whole, parts, shown):
    names = "ab"[: len(parts)]
    numbers = {"all": whole, **dict(zip(names, parts, strict=True))}
    counts, shifts = ({cell: pair[at] for cell, pair in numbers.items()} for at in (0, 1))
    within = [Within("all", tuple(names))]
    edition = protected(counts, shifts, [], [], threshold=7, within=within)
    assert [edition.figures[name] for name in names] == shown
    assert edition.held_back == {name for name, figure in zip(names, shown, strict=True) if not figure} - {
        name for name in names if counts[name] + shifts[name] <= 12
    }


@pytest.mark.parametrize("step", [1, -1])
def test_what_is_within_a_cell_that_goes_goes_too(step):
    """Whichever of them is said first."""
    counts, shifts = {"all": 10, "a": 9, "b": 9}, {"all": 5, "a": 5, "b": 4}
    chain = [Within("all", ("a",)), Within("a", ("b",))][::step]
    assert protected(counts, {**shifts, "all": 3}, [], [], threshold=7, within=chain).held_back == {"a", "b"}
    assert not protected(counts, shifts, [], [], threshold=7, within=chain).held_back


def test_every_figure_may_be_hidden_without_end():
    edition = protected({"all": 8, "a": 8}, {"all": 5, "a": 5}, [Sum("all", ("a",))], [], threshold=7)
    assert edition.figures == {"all": 10, "a": 10}
