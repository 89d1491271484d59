"""Time away from work: by how much it moves the next review."""

from collections.abc import Iterable
from datetime import date, timedelta

from profiles.rules import anniversary

LONGEST_YEARS = 2


class CannotStop(Exception):
    """Which rule stands against it: "order", "long" or "overlap"."""


def check_can_stop(from_date: date, until: date, others: Iterable[tuple[date, date]]) -> None:
    """Raise CannotStop when the times are out of order, too long, or told already."""
    if until <= from_date:
        raise CannotStop("order")
    if until > anniversary(from_date, LONGEST_YEARS):
        raise CannotStop("long")
    if any(from_date < end and until > start for start, end in others):
        raise CannotStop("overlap")


def moved(due_on: date, from_date: date, until: date) -> date:
    """The due day, as many days later as the time away lasts."""
    return due_on + (until - from_date)


def moved_back(due_on: date, until: date, back_on: date) -> date:
    """The due day when somebody returns earlier: the days that were not needed come off again."""
    return due_on - max(until - back_on, timedelta(0))
