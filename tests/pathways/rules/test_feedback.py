from datetime import date, timedelta

import pytest

from pathways.choices import RaterGroup
from pathways.rules.feedback import (
    MOST_RATERS,
    NO_CHANCE,
    CannotAsk,
    Said,
    Skill,
    check_can_ask,
    freeze,
    is_shown,
    reminder_due,
    sheet,
)

ASKED = date(2026, 9, 1)
NAMES = dict(RaterGroup.choices)


@pytest.mark.parametrize(
    ("group", "answers", "shown"),
    [
        ("PEERS", 0, False),
        ("PEERS", 2, False),
        ("PEERS", 3, True),
        ("LED", 2, False),
        ("OTHERS", 2, False),
        ("MANAGER", 0, False),
        ("MANAGER", 1, True),
    ],
)
def test_a_group_is_shown_from_three_answers_on_and_managers_from_one(group, answers, shown):
    assert is_shown(group, answers, 3) is shown


@pytest.mark.parametrize(
    ("days", "reminders", "due"), [(6, 0, False), (7, 0, True), (17, 1, False), (18, 1, True), (27, 2, False)]
)
def test_raters_are_reminded_twice_at_most(days, reminders, due):
    assert reminder_due(ASKED, reminders, ASKED + timedelta(days=days)) is due


@pytest.mark.parametrize(
    ("named", "asked", "words"),
    [
        ([], [], "at least one"),
        (["Me@nhs.example"], [], "your own address"),
        (["a@x.org", "A@x.org"], [], "named twice"),
        (["a@x.org"], ["A@X.org"], "named twice"),
        ([f"{n}@x.org" for n in range(MOST_RATERS)], ["one@x.org"], "up to 20 people. You have named 21"),
    ],
)
def test_who_cannot_be_asked_is_named(named, asked, words):
    with pytest.raises(CannotAsk, match=words):
        check_can_ask(named, asked, ["me@nhs.example", ""])


def results(said):
    skills = [Skill("change", "Leading change", "Working")]
    asked = {"MANAGER": 1, "PEERS": 4, "LED": 3}
    return freeze(said, skills, {"working": "Working", "leading": "Leading"}, asked, 3)


def test_what_may_not_be_shown_is_not_kept():
    said = [
        Said("MANAGER", {"change": "leading"}, "From the manager"),
        *[Said("PEERS", {"change": level}, word) for level, word in [("leading", "Zebra"), (NO_CHANCE, "Apple")]],
        Said("PEERS", {"change": "leading"}),
        *[Said("LED", {"change": "working"}, "From the team")] * 2,
    ]
    kept = results(said)
    assert "From the team" not in str(kept)
    assert set(kept["skills"][0]["by"]) == {"MANAGER", "PEERS"}
    assert kept["comments"]["PEERS"] == ["Apple", "Zebra"], "not in the order of their coming"
    shown = sheet(kept, NAMES)
    assert shown.heads == ["People I report to", "Peers"]
    assert shown.rows[0].own == "Working"
    assert shown.rows[0].cells == ["Leading: 1", "Leading: 2, No chance to see this: 1"]
    assert shown.hidden == ["People I lead"]


def test_nobody_answered():
    assert sheet(results([]), NAMES).heads == []
    assert sheet({}, NAMES).rows == []
