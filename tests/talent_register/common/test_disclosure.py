import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent_register.common import disclosure


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (9, 10), (10, 10), (12, 10), (13, 15), (1002, 1000), (1003, 1005)],
)
def test_small_counts_are_hidden_and_others_rounded(count, shown):
    assert disclosure.published(count, 7) == shown


@pytest.mark.parametrize(("threshold", "shown"), [(4, 5), (5, None), (9, None)])
def test_threshold_is_a_setting(threshold, shown):
    assert disclosure.published(5, threshold) == shown


def test_negative_count_is_refused():
    with pytest.raises(ValueError, match="cannot be -1"):
        disclosure.published(-1, 7)


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=0, max_value=20))
def test_what_is_shown_fits_several_true_counts(count, threshold):
    shown = disclosure.published(count, threshold)
    same = [other for other in range(count + 30) if disclosure.published(other, threshold) == shown]
    assert count in same
    # 0 says itself; where the threshold cuts a step of 5 in two, the rest of the step still holds more than one count.
    assert shown == 0 or threshold == 0 or len(same) >= min(threshold, 5) or same[0] == threshold + 1


@pytest.mark.parametrize(("people", "mean"), [([1.0] * 7, None), ([1.0] * 7 + [3.0], 1.2), ([], None)])
def test_mean_needs_enough_people(people, mean):
    assert disclosure.published_mean(people, 7) == mean


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(10, 40, 25), (3, 40, None), (0, 40, 0), (8, 17, None), (8, 18, 50), (40, 40, 100), (7, 7, None)],
)
def test_share_is_made_of_published_counts(part, whole, share):
    assert disclosure.published_share(part, whole, 7) == share


def test_total_is_rounded_by_itself():
    counts = {"a": 8, "b": 8, "c": 3}
    assert disclosure.published_table(counts, 7) == {"a": 10, "b": 10, "c": None}
    assert disclosure.published_total(counts, 7) == 20


def test_hidden_is_said_on_pages_and_marked_in_files():
    assert disclosure.in_words(None, 7) == "Hidden (1 to 7)"
    assert disclosure.in_words(1005, 7) == "1,005"
    assert disclosure.in_file(None) == "[c]"
    assert disclosure.in_file(0) == "0"
