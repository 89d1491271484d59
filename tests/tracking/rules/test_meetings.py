from datetime import date

import pytest

from tracking.rules import meetings as rules
from tracking.rules.meetings import CannotMeet, Rating

PLACES = ("strong/stretch", "growing/depth")
REASON = "Chaired the board for a whole year"
SOON = Rating("SOON", "strong/stretch")


@pytest.mark.parametrize(
    ("state", "wanted", "people", "may"),
    [
        ("PLANNED", "RUNNING", 1, True),
        ("PLANNED", "RUNNING", 0, False),
        ("PLANNED", "FINISHED", 1, False),
        ("PLANNED", "CANCELLED", 0, True),
        ("RUNNING", "FINISHED", 1, True),
        ("RUNNING", "CANCELLED", 1, True),
        ("FINISHED", "RUNNING", 1, False),
        ("FINISHED", "CANCELLED", 1, False),
        ("CANCELLED", "RUNNING", 1, False),
    ],
)
def test_a_meeting_goes_forward_only(state, wanted, people, may):
    if may:
        rules.check_can_become(state, wanted, people)
    else:
        with pytest.raises(CannotMeet):
            rules.check_can_become(state, wanted, people)


@pytest.mark.parametrize(
    ("is_blind", "has_rated", "is_decided", "may"),
    [
        (True, False, False, False),
        (True, True, False, True),
        (True, False, True, True),
        (False, False, False, True),
    ],
)
def test_who_sees_the_ratings_of_others(is_blind, has_rated, is_decided, may):
    assert rules.may_see_ratings(is_blind=is_blind, has_rated=has_rated, is_decided=is_decided) is may


@pytest.mark.parametrize(
    ("state", "before", "agreed", "reason", "problem"),
    [
        ("RUNNING", SOON, SOON, "", None),
        ("RUNNING", SOON, Rating(), "", None),
        ("RUNNING", Rating(), Rating(), "", None),
        ("RUNNING", SOON, Rating("NOW", "strong/stretch"), REASON, None),
        ("RUNNING", SOON, Rating("NOW", "strong/stretch"), "because", "reason"),
        ("RUNNING", SOON, Rating("SOON", "growing/depth"), "", "reason"),
        ("RUNNING", Rating(), SOON, "", "reason"),
        ("RUNNING", SOON, Rating("SOON", "elsewhere"), REASON, "place"),
        ("RUNNING", SOON, Rating("", "strong/stretch"), REASON, "readiness"),
        ("PLANNED", SOON, SOON, "", ""),
        ("FINISHED", SOON, SOON, "", ""),
    ],
)
def test_a_move_needs_a_reason(state, before, agreed, reason, problem):
    if problem is None:
        return rules.check_can_decide(state, before, agreed, reason, PLACES)
    with pytest.raises(CannotMeet) as raised:
        rules.check_can_decide(state, before, agreed, reason, PLACES)
    assert (raised.value.field or "") == problem
    return None


@pytest.mark.parametrize(
    ("state", "has_rated", "place", "may"),
    [
        ("PLANNED", False, "", True),
        ("RUNNING", False, "strong/stretch", True),
        ("RUNNING", True, "", False),
        ("FINISHED", False, "", False),
        ("RUNNING", False, "elsewhere", False),
    ],
)
def test_a_first_rating_is_given_once(state, has_rated, place, may):
    if may:
        rules.check_can_rate(state, has_rated, Rating("NOW", place), PLACES)
    else:
        with pytest.raises(CannotMeet):
            rules.check_can_rate(state, has_rated, Rating("NOW", place), PLACES)


@pytest.mark.parametrize(
    ("words", "due_on", "may"),
    [
        ("Find a mentor", date(2026, 3, 1), True),
        ("Find a mentor", date(2026, 2, 28), False),
        ("Find a mentor", date(2028, 3, 1), False),
        (" ", date(2026, 3, 2), False),
    ],
)
def test_an_action_has_words_and_a_day_to_come(words, due_on, may):
    if may:
        rules.check_work(words, due_on, date(2026, 3, 1))
    else:
        with pytest.raises(CannotMeet):
            rules.check_work(words, due_on, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("places", "found"),
    [(["a/b"] * 6, "a/b"), (["a/b"] * 5, ""), (["a/b"] * 6 + ["a/c"], ""), (["", ""], ""), ([], "")],
)
def test_everybody_in_one_cell_is_noticed(places, found):
    assert rules.all_in_one(places) == found


def test_an_agenda_has_an_end():
    rules.check_size(rules.MOST_PEOPLE)
    with pytest.raises(CannotMeet):
        rules.check_size(rules.MOST_PEOPLE + 1)
