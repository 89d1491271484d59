from datetime import date, timedelta

import pytest

from tracking.rules.discussions import CannotRecord, Said, check_can_comment, check_can_record, check_can_show

TODAY = date(2026, 11, 25)
GOOD = {
    "held_on": TODAY,
    "review_on": TODAY + timedelta(days=180),
    "show_by": TODAY + timedelta(days=28),
    "evidence": "Chaired the board well",
    "places": ("strong/stretch", ""),
}
PLACES = ["strong/stretch", "growing/depth"]


def refusal(**changes):
    try:
        check_can_record(Said(**{**GOOD, **changes}), PLACES, TODAY)
    except CannotRecord as reason:
        return str(reason), reason.field
    return None


def test_a_whole_discussion_is_taken():
    assert refusal() is None
    assert refusal(held_on=TODAY - timedelta(days=90), show_by=TODAY) is None
    assert refusal(evidence="x" * 20) is None


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"evidence": "  "}, "Enter the evidence for this readiness rating", "evidence"),
        ({"evidence": "x" * 19}, "Evidence must be 20 characters or more", "evidence"),
        ({"evidence": f"  {'x' * 19}  "}, "Evidence must be 20 characters or more", "evidence"),
        ({"held_on": TODAY + timedelta(days=1)}, "The day of the discussion must be today or in the past", "held_on"),
        ({"review_on": TODAY}, "The day to look again must be in the future", "review_on"),
        ({"review_on": date(2030, 1, 1)}, "The day to look again must be within 3 years", "review_on"),
        ({"show_by": TODAY - timedelta(days=1)}, "The last day for showing this must be today or later", "show_by"),
        ({"show_by": TODAY + timedelta(days=29)}, "The last day for showing this must be within 28 days", "show_by"),
        ({"places": ("strong/everywhere",)}, "Select a place on the grid", None),
    ],
)
def test_what_is_refused_and_why(changes, words, field):
    assert refusal(**changes) == (words, field)


def test_it_is_shown_once_and_answered_after_that():
    check_can_show(is_shown=False)
    check_can_comment(is_shown=True, words="I see it so too")
    with pytest.raises(CannotRecord, match="already"):
        check_can_show(is_shown=True)
    with pytest.raises(CannotRecord, match="yet"):
        check_can_comment(is_shown=False, words="I see it so too")
    with pytest.raises(CannotRecord, match="Enter"):
        check_can_comment(is_shown=True, words="  ")
