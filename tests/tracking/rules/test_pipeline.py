from datetime import date

import pytest

from tracking.rules.pipeline import (
    LATER,
    NOW,
    SOON,
    CannotChangePost,
    Cover,
    band_said,
    check_dates,
    check_name_kept,
    check_overlap,
    is_free_soon,
    last_day_counted,
)

TODAY = date(2026, 8, 6)


@pytest.mark.parametrize(
    ("stage", "step", "role", "band"),
    [
        ("ORGANISATION", "STEP_UP", "ORGANISATION", NOW),
        ("ORGANISATION", "BROADEN", "ORGANISATION", NOW),
        ("ORGANISATION", "GROW", "ORGANISATION", ""),
        ("SERVICE", "STEP_UP", "ORGANISATION", SOON),
        ("SERVICE", "BROADEN", "ORGANISATION", LATER),
        ("TEAM", "STEP_UP", "ORGANISATION", LATER),
        ("TEAM", "BROADEN", "ORGANISATION", ""),
        ("NOT_STARTED", "STEP_UP", "ORGANISATION", ""),
        ("SYSTEM", "STEP_UP", "ORGANISATION", ""),
        ("UNSURE", "STEP_UP", "ORGANISATION", ""),
        ("", "", "ORGANISATION", ""),
    ],
)
def test_band_said(stage, step, role, band):
    assert band_said(stage, step, role) == band


@pytest.mark.parametrize(
    ("is_held", "expected", "free"),
    [
        (False, None, True),
        (True, None, False),
        (True, date(2028, 8, 5), True),
        (True, date(2028, 8, 6), False),
        (True, date(2026, 1, 1), True),
    ],
)
def test_is_free_soon(is_held, expected, free):
    assert is_free_soon(is_held=is_held, expected_end=expected, today=TODAY) is free


def test_two_years_after_a_leap_day():
    assert last_day_counted(date(2028, 2, 29)) == date(2030, 3, 1)


@pytest.mark.parametrize(
    ("cover", "words", "warning"),
    [
        (Cover(0, 0, 0, 0, 0), "No posts recorded", ""),
        (Cover(4, 0, 3, 0, 0), "No vacancy expected", ""),
        (Cover(4, 0, 0, 3, 0), "No vacancy expected", "No one ready now"),
        (Cover(4, 2, 0, 0, 9), "Nobody for 2 expected vacancies", "No one ready now"),
        (Cover(4, 1, 0, 0, 9), "Nobody for 1 expected vacancy", "No one ready now"),
        (Cover(4, 2, 1, 2, 0), "1.5 people for each expected vacancy", ""),
        (Cover(4, 2, 2, 0, 0), "1 person for each expected vacancy", ""),
        (Cover(9, 4, 1, 1, 0), "0.5 people for each expected vacancy", "Too few people ready"),
    ],
)
def test_cover_in_words(cover, words, warning):
    assert (cover.words, cover.warning) == (words, warning)


@pytest.mark.parametrize(
    ("dates", "problem"),
    [
        ((date(2026, 8, 7), None, None), "must be today or in the past"),
        ((date(2026, 1, 1), date(2025, 1, 1), None), "same as or after"),
        ((date(2026, 1, 1), date(2026, 9, 1), None), "Use the expected date"),
        ((date(2026, 1, 1), None, date(2025, 1, 1)), "after the day they started"),
    ],
)
def test_dates_that_cannot_be(dates, problem):
    with pytest.raises(CannotChangePost, match=problem):
        check_dates(*dates, TODAY)


@pytest.mark.parametrize(
    ("others", "is_free"),
    [
        ([], True),
        ([(date(2020, 1, 1), date(2026, 1, 1))], True),
        ([(date(2020, 1, 1), None)], False),
        ([(date(2020, 1, 1), date(2026, 1, 2))], False),
        ([(date(2026, 6, 1), None)], True),
    ],
)
def test_one_holder_at_a_time(others, is_free):
    def check():
        check_overlap(date(2026, 1, 1), date(2026, 6, 1), others)

    if is_free:
        check()
    else:
        with pytest.raises(CannotChangePost, match="Somebody else held this post"):
            check()


def test_a_name_is_kept_only_with_its_source():
    check_name_kept("", "")
    check_name_kept("A Name", "annual report")
    with pytest.raises(CannotChangePost, match="not kept"):
        check_name_kept("A Name", " ")
