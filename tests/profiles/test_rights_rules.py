from datetime import date

import pytest

from profiles import rules


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        (date(2026, 2, 20), date(2026, 3, 6)),
        (date(2028, 2, 20), date(2028, 3, 5)),
        (date(2026, 12, 25), date(2027, 1, 8)),
    ],
)
def test_the_days_to_change_ones_mind(asked, until):
    assert rules.undo_until(asked) == until


@pytest.mark.parametrize(("state", "may"), [("REGISTERED", True), ("PAUSED", True), ("LEFT", False), ("STUB", False)])
def test_who_may_leave(state, may):
    if may:
        assert rules.check_can_leave(state) is None
    else:
        with pytest.raises(rules.CannotLeave):
            rules.check_can_leave(state)


@pytest.mark.parametrize(("today", "may"), [(date(2026, 3, 6), True), (date(2026, 3, 7), False)])
def test_until_when_somebody_may_come_back(today, may):
    if may:
        assert rules.check_can_return(date(2026, 3, 6), today) is None
    else:
        with pytest.raises(rules.CannotLeave):
            rules.check_can_return(date(2026, 3, 6), today)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_later(day, months, later):
    assert rules.months_later(day, months) == later
