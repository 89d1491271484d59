from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracking.rules import nominations as rules
from tracking.rules.nominations import CannotNominate, People

TODAY = date(2026, 3, 1)
DAY = timedelta(days=1)
WHY = "Chairs the quality board"
THREE = People(1, 2, "a@nhs.example", frozenset({"b@nhs.example"}), "c@nhs.example")


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "may"),
    [
        (TODAY, TODAY, True),
        (TODAY + DAY, TODAY, False),
        (TODAY - 9 * DAY, TODAY - DAY, False),
        (TODAY, TODAY + 366 * DAY, True),
        (TODAY, TODAY + 367 * DAY, False),
    ],
)
def test_a_window_closes_after_it_opens(opens_on, closes_on, may):
    if may:
        rules.check_window(opens_on, closes_on, TODAY)
    else:
        with pytest.raises(CannotNominate):
            rules.check_window(opens_on, closes_on, TODAY)


@pytest.mark.parametrize(
    ("today", "is_open"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True), (TODAY + 2 * DAY, False)]
)
def test_both_days_count(today, is_open):
    assert rules.is_open(TODAY, TODAY + DAY, today) is is_open
    if is_open:
        rules.check_is_open(TODAY, TODAY + DAY, today)
    else:
        with pytest.raises(CannotNominate):
            rules.check_is_open(TODAY, TODAY + DAY, today)


@pytest.mark.parametrize(
    ("people", "kinds", "words", "declined", "may"),
    [
        (THREE, ["MOVE"], WHY, False, True),
        (replace(THREE, nominee=None), ["MOVE"], WHY, False, True),
        (replace(THREE, nominee=1), ["MOVE"], WHY, False, False),
        (replace(THREE, referee_email="a@nhs.example"), ["MOVE"], WHY, False, False),
        (replace(THREE, referee_email="b@nhs.example"), ["MOVE"], WHY, False, False),
        (THREE, [], WHY, False, False),
        (THREE, ["MOVE"], "Good", False, False),
        (THREE, ["MOVE"], WHY, True, False),
    ],
)
def test_three_people(people, kinds, words, declined, may):
    if may:
        rules.check_can_nominate(people, kinds, words, declined)
    else:
        with pytest.raises(CannotNominate):
            rules.check_can_nominate(people, kinds, words, declined)


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),
        ({"is_closed": False}, False),
        ({"by": 7}, False),
        ({"has_declined": True}, False),
        ({"kind": "ADVANCEMENT"}, False),
    ],
)
def test_who_proposes(change, may):
    usual = {
        "is_closed": True,
        "by": 1,
        "nominators": {7},
        "has_declined": False,
        "kind": "MOVE",
        "asked_for": {"MOVE"},
    }
    if may:
        rules.check_can_propose(**{**usual, **change})
    else:
        with pytest.raises(CannotNominate):
            rules.check_can_propose(**{**usual, **change})


@pytest.mark.parametrize(
    ("by", "proposed_by", "is_confirmed", "may"),
    [(2, 1, False, True), (2, None, False, True), (1, 1, False, False), (7, 1, False, False), (2, 1, True, False)],
)
def test_who_confirms(by, proposed_by, is_confirmed, may):
    asked = {"by": by, "proposed_by": proposed_by, "nominators": {7}, "is_confirmed": is_confirmed}
    if may:
        rules.check_can_confirm(**asked)
    else:
        with pytest.raises(CannotNominate):
            rules.check_can_confirm(**asked)
