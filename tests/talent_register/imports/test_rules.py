from datetime import UTC, date, datetime

import pytest

from talent_register.imports import rules
from talent_register.imports.choices import Mode, State


def test_every_state_says_what_may_follow():
    assert set(rules.TRANSITIONS) == set(State)


def test_every_state_can_be_reached():
    reached = {State.STARTED}.union(*rules.TRANSITIONS.values())
    assert reached == set(State)


def test_nothing_touches_people_before_it_is_approved():
    before = {state for state, following in rules.TRANSITIONS.items() if State.IMPORTING in following}
    assert before == {State.READY}


@pytest.mark.parametrize("state", rules.UNFINISHED - {State.CHECKING})  # a check touches nobody
def test_work_that_touches_people_cannot_be_cancelled(state):
    with pytest.raises(rules.CannotChange):
        rules.check_can_move(state, State.CANCELLED)


FINE = {"state": "READY", "mode": Mode.ADD, "ready": 3, "zeros": 0, "zeros_choice": "", "declared": True}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "PROBLEMS"}, "Problems to fix"),
        ({"mode": Mode.CHECK}, "check this file only"),
        ({"ready": 0}, "No row is ready"),
        ({"zeros": 2}, "add the 0s back"),
        ({"declared": False}, "Tick the box to confirm"),
    ],
)
def test_what_stands_in_the_way_of_an_import_is_said(change, words):
    with pytest.raises(rules.CannotChange, match=words):
        rules.check_can_confirm(**{**FINE, **change})


def test_a_ready_import_may_be_confirmed():
    rules.check_can_confirm(**FINE)
    rules.check_can_confirm(**{**FINE, "zeros": 2, "zeros_choice": "ADD"})


@pytest.mark.parametrize(
    ("answered", "problems", "accepted", "state"),
    [
        (False, 0, False, State.NEEDS_ANSWERS),
        (False, 3, True, State.NEEDS_ANSWERS),
        (True, 3, False, State.PROBLEMS),
        (True, 3, True, State.READY),
        (True, 0, False, State.READY),
    ],
)
def test_where_a_check_leaves_a_run(answered, problems, accepted, state):
    assert rules.settled_state(answered=answered, problems=problems, problems_accepted=accepted) == state


@pytest.mark.parametrize(
    ("today", "state", "can"),
    [
        (date(2026, 3, 31), "IMPORTED", True),
        (date(2026, 4, 20), "IMPORTED_PARTLY", True),
        (date(2026, 4, 21), "IMPORTED", False),
        (date(2026, 3, 31), "UNDONE", False),
    ],
)
def test_an_import_can_be_undone_for_30_days(today, state, can):
    imported_at = datetime(2026, 3, 21, 12, tzinfo=UTC)
    assert rules.can_undo(state=state, imported_at=imported_at, today=today) is can


@pytest.mark.parametrize(
    ("ready", "leavers", "listed", "is_first", "why"),
    [
        (10, 0, 0, True, "first"),
        (999, 0, 100, False, ""),
        (1_000, 0, 100, False, "size"),
        (5, 10, 100, False, ""),
        (5, 11, 100, False, "leavers"),
        (0, 1, 1, False, "leavers"),
        (0, 0, 0, False, ""),
    ],
)
def test_what_takes_a_second_person(ready, leavers, listed, is_first, why):
    assert rules.why_second_person(ready=ready, leavers=leavers, listed=listed, is_first=is_first) == why


@pytest.mark.parametrize(("changed", "listed", "why"), [(20, 20, ""), (21, 105, ""), (22, 105, "changes")])
def test_many_changes_take_a_second_person(changed, listed, why):
    figures = {"ready": changed, "leavers": 0, "listed": listed, "is_first": False}
    assert rules.why_second_person(**figures, changed=changed) == why


@pytest.mark.parametrize(
    ("why", "is_same_person", "may"), [("", True, True), ("size", False, True), ("size", True, False)]
)
def test_whoever_uploaded_may_not_be_the_second_person(why, is_same_person, may):
    if may:
        rules.check_second_person(why=why, is_same_person=is_same_person)
    else:
        with pytest.raises(rules.CannotChange, match="Somebody else has to approve"):
            rules.check_second_person(why=why, is_same_person=is_same_person)


def test_what_becomes_of_leavers_has_to_be_chosen():
    with pytest.raises(rules.CannotChange, match="who are not in your file"):
        rules.check_can_confirm(**{**FINE, "leavers": 2})
    rules.check_can_confirm(**{**FINE, "leavers": 2, "leavers_choice": "KEEP"})
