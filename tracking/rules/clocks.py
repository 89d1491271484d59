"""Time away from work: by how much it moves the next review."""

from collections.abc import Iterable
from datetime import date

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


def days_moved(due_on: date, from_date: date, until: date, since: date) -> int:
    """By how many days time away moves a due day. `since` is when the clock began to run: the last review.

    The clock stands still from the first day away to the last; what lies before it began to run, or begins when its
    time is over, moves nothing.
    """
    begins = max(from_date, since)
    return (until - begins).days if begins < min(due_on, until) else 0


def days_back(days: int, until: date, back_on: date) -> int:
    """How many of the days by which it was moved come off again when somebody returns earlier."""
    return min(max((until - back_on).days, 0), days)
