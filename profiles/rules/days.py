"""Days that follow from other days: yearly reviews, and the day an unanswered record goes."""

import calendar
from datetime import date, timedelta

STUB_DAYS = 90
DRAFT_DAYS = 90
YOUNGEST, OLDEST = 17, 100  # in years


def anniversary(day: date, years: int) -> date:
    """The same day some years on. 29 February becomes 28 February in years without one."""
    year = day.year + years
    if day.month == 2 and day.day == 29 and not calendar.isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def next_review(first: date, after: date) -> date:
    """The first yearly review later than a day. Counted from the first day, so 29 February comes back."""
    years = max(after.year - first.year, 1)
    due = anniversary(first, years)
    return due if due > after else anniversary(first, years + 1)


def is_likely_birth_year(year: int, this_year: int) -> bool:
    """Whether somebody born in that year may be at work, in training or retired."""
    return this_year - OLDEST <= year <= this_year - YOUNGEST


def stub_erased_on(supplied_on: date) -> date:
    """The day an unanswered record of an imported person is erased."""
    return supplied_on + timedelta(days=STUB_DAYS)
