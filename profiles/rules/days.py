"""Days that follow from other days: yearly reviews, and the day an unanswered record goes."""

import calendar
from datetime import date, timedelta

STUB_DAYS = 90
DRAFT_DAYS = 90


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


def stub_erased_on(supplied_on: date) -> date:
    """The day an unanswered record of an imported person is erased."""
    return supplied_on + timedelta(days=STUB_DAYS)
