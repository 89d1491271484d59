from datetime import date

import pytest

from tracking.rules.slates import (
    CannotChangeSlate,
    Near,
    all_words,
    check_is_open,
    check_may_answer,
    check_note,
    check_outcome,
    check_pause,
    check_size,
    in_common,
    is_near,
    reason_words,
    reasons,
    spread_words,
)

TODAY = date(2026, 8, 6)


DAY = date(2026, 5, 3)


def why(near, step="GROW", family="", families=(), in_region=False):
    return reasons(near=near, next_step=step, family=family, families=list(families), in_region=in_region)


@pytest.mark.parametrize(
    ("near", "codes", "words"),
    [
        (Near("NOW", DAY, True), ["JUDGED_NOW 2026-05-03"], "ready now for this role (discussion held on 3 May 2026)"),
        (Near("SOON", DAY, False), ["BAND_SOON 2026-05-03"], "wants to step up (in their own words of 3 May 2026)"),
        (Near("LATER", None, False), ["BAND_LATER"], "could reach this role later"),
        (Near("EXPLORING", DAY, True), ["JUDGED_EXPLORING 2026-05-03"], "exploring this role"),
        (Near("", None, False), [], ""),
    ],
)
def test_the_reason_says_which_judgement_counted_and_when(near, codes, words):
    assert why(near) == codes
    assert words.lower() in all_words(codes).lower()
    assert is_near(codes) == bool(codes)


def test_every_other_reason_is_said_and_has_words():
    codes = why(Near("NOW", DAY, True), "STEP_UP", "medical", ["medical"], in_region=True)
    assert codes == ["JUDGED_NOW 2026-05-03", "STEP_UP", "PROFESSION", "REGION"]
    assert all(reason_words(code) != code for code in codes)
    assert not is_near(codes[1:])
    assert why(Near("", None, False), family="nursing", families=["medical"]) == []


def test_a_role_open_to_all_gives_no_reason_by_profession():
    assert why(Near("NOW", None, False), "STEP_UP", "medical") == ["BAND_NOW", "STEP_UP"]


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (lambda: check_size(0), "at least 1 person"),
        (lambda: check_size(51), "at most 50"),
        (lambda: check_size(2, 49), "at most 50 people. Select fewer. 49 people are on this one already"),
        (lambda: check_note("", were_asked=True, unmatched=0), "why you add them now"),
        (lambda: check_note("", were_asked=False, unmatched=2), "2 of them are near this role"),
        (lambda: check_is_open(True), "closed"),
        (lambda: check_may_answer("ACCEPTED"), "answered already"),
        (lambda: check_pause(None, TODAY), "Enter the day"),
        (lambda: check_pause(TODAY, TODAY), "in the future"),
        (lambda: check_pause(date(2029, 1, 1), TODAY), "within 2 years"),
        (lambda: check_outcome("WAITING"), "would like to talk"),
    ],
)
def test_what_may_not_be_done_says_why(check, problem):
    with pytest.raises(CannotChangeSlate, match=problem):
        check()


def test_what_may_be_done():
    check_size(50)
    check_size(1, 49)
    check_note("", were_asked=False, unmatched=0)
    check_note("They led the merger", were_asked=True, unmatched=1)
    check_is_open(False)
    check_may_answer("WAITING")
    check_pause(date(2026, 8, 7), TODAY)
    check_outcome("ACCEPTED")


@pytest.mark.parametrize(
    ("employers", "families", "words"),
    [
        ([], [], []),
        (["A", "B"], ["medical", "ahp"], ["This slate has 2 people from 2 organisations and 2 profession groups"]),
        (
            ["A", "A", "A"],
            ["medical"] * 3,
            [
                "This slate has 3 people from 1 organisation and 1 profession group",
                "Everybody works for the same organisation. Look wider before you write",
            ],
        ),
        (
            list("ABCDE"),
            ["medical"] * 5,
            [
                "This slate has 5 people from 5 organisations and 1 profession group",
                "Everybody is of one profession group. Check whether the role needs that",
            ],
        ),
    ],
)
def test_a_narrow_slate_is_seen(employers, families, words):
    assert spread_words(employers, families) == words


def test_what_all_have_is_said_once():
    assert in_common([["STEP_UP", "REGION"], ["BAND_NOW", "REGION"]]) == ["REGION"]
    assert in_common([["STEP_UP"]]) == in_common([]) == []
