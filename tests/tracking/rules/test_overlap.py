from hypothesis import given
from hypothesis import strategies as st

from tracking.rules.overlap import BUCKETS, LEAST_CHANGE, Sketch, is_far, may_tell

ANSWERS = st.sets(st.integers(1, 400), max_size=60)


def sketch(answers):
    """As the database makes it: a bucket and a hash of each."""
    return Sketch.of((one * 7919 % BUCKETS, 1, one * 2_654_435_761) for one in answers)


@given(ANSWERS, ANSWERS)
def test_what_is_far_differs_by_as_many_answers(one, other):
    """Never the other way round: some groups that are far are taken for near, and then nothing is told."""
    if is_far(sketch(one), sketch(other)):
        assert max(len(one - other), len(other - one)) >= LEAST_CHANGE


@given(ANSWERS, st.permutations(range(1, 61)))
def test_the_same_answers_are_the_same_in_any_order(answers, order):
    assert sketch(answers) == sketch(sorted(answers, key=lambda one: order[one % 60]))
    assert sketch(answers).answers == len(answers)


def test_a_swap_is_near_and_ten_more_are_far():
    group = set(range(1, 41))
    assert not is_far(sketch(group), sketch(group | {99}))
    assert not is_far(sketch(group), sketch(group - {40} | {99}))
    assert is_far(sketch(group), sketch(group | set(range(200, 210))))
    assert not is_far(sketch(group), sketch(group | set(range(200, 209))))


def test_a_group_is_told_only_when_it_is_far_from_all_others_or_one_of_them():
    group, more = set(range(1, 41)), set(range(1, 61))
    counted = [sketch(group), sketch(more)]
    assert may_tell(sketch(group), counted)
    assert may_tell(sketch(set(range(100, 140))), counted)
    assert not may_tell(sketch(more | {99}), counted)
    assert may_tell(sketch(group), [])
