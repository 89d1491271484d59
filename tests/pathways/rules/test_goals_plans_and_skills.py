from datetime import date

import pytest

from pathways.rules.goals import CannotAim, check_can_aim
from pathways.rules.plans import CannotChange, check_can_move, suggested_day, too_many_words
from pathways.rules.skills import CannotFinish, beside, check_can_finish


@pytest.mark.parametrize(("present", "words"), [({1}, "already aim"), ({2, 3, 4}, "up to 3 roles")])
def test_a_goal_is_refused_with_a_reason(present, words):
    with pytest.raises(CannotAim, match=words):
        check_can_aim(present, 1)


def test_three_goals_are_fine():
    check_can_aim({2, 3}, 1)


@pytest.mark.parametrize(("count", "words"), [(0, ""), (6, ""), (7, "You have 7 open actions. Consider")])
def test_the_seventh_open_action_is_remarked_on(count, words):
    assert too_many_words(count).startswith(words)
    assert bool(too_many_words(count)) == bool(words)


@pytest.mark.parametrize(
    ("state", "to", "outcome", "is_allowed"),
    [
        ("NOT_STARTED", "IN_PROGRESS", "", True),
        ("NOT_STARTED", "DONE", "", True),
        ("IN_PROGRESS", "DROPPED", "No time", True),
        ("IN_PROGRESS", "DROPPED", " ", False),
        ("DONE", "IN_PROGRESS", "", True),
        ("DONE", "DROPPED", "No time", False),
        ("DONE", "DONE", "It worked", True),
    ],
)
def test_where_an_action_may_go(state, to, outcome, is_allowed):
    if is_allowed:
        check_can_move(state, to, outcome)
    else:
        with pytest.raises(CannotChange):
            check_can_move(state, to, outcome)


def test_a_suggested_day_is_a_quarter_ahead():
    assert suggested_day(date(2026, 11, 25)) == date(2027, 2, 24)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [(1, 2, "Higher"), (2, 2, "As before"), (3, 2, "Lower"), (None, 2, "Nothing to"), (2, None, "Nothing to")],
)
def test_no_answer_is_nothing_to_compare_with(before, now, words):
    assert beside(before, now).startswith(words)


def test_finishing_needs_every_answer():
    check_can_finish({1, 2}, {1, 2})
    with pytest.raises(CannotFinish):
        check_can_finish({1, 2}, {1})
