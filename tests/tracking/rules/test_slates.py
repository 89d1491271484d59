from datetime import date

import pytest

from tracking.rules.slates import (
    CannotChangeSlate,
    check_is_open,
    check_may_answer,
    check_outcome,
    check_pause,
    check_size,
    reason_words,
    reasons,
    spread_words,
)

TODAY = date(2026, 8, 6)


@pytest.mark.parametrize(
    ("stage", "step", "family", "in_region", "codes"),
    [
        ("ORGANISATION", "STEP_UP", "medical", True, ["BAND_NOW", "STEP_UP", "PROFESSION", "REGION"]),
        ("ORGANISATION", "BROADEN", "nursing", False, ["BAND_NOW"]),
        ("SERVICE", "STEP_UP", "medical", False, ["BAND_SOON", "STEP_UP", "PROFESSION"]),
        ("TEAM", "GROW", "", False, []),
    ],
)
def test_every_reason_is_said_and_has_words(stage, step, family, in_region, codes):
    found = reasons(
        stage=stage,
        next_step=step,
        family=family,
        role_stage="ORGANISATION",
        families=["medical"],
        in_region=in_region,
    )
    assert found == codes
    assert all(reason_words(code) != code for code in codes)


def test_a_role_open_to_all_gives_no_reason_by_profession():
    found = reasons(
        stage="TEAM", next_step="STEP_UP", family="medical", role_stage="TEAM", families=[], in_region=False
    )
    assert found == ["BAND_NOW", "STEP_UP"]


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (lambda: check_size(0), "at least 1 person"),
        (lambda: check_size(51), "at most 50"),
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
