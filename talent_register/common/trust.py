"""How far a fact from outside may be trusted today. Pure: values in, a word out."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

KEEPS_MONTHS = 12


class Trust(StrEnum):
    CHECKED = "CHECKED"
    STALE = "STALE"
    UNCHECKED = "UNCHECKED"


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def trust_of(*, is_verified: bool, checked_on: date | None, today: date) -> Trust:
    """A fact that nobody checked is unchecked whatever its date; a check lasts 12 months."""
    if not is_verified or checked_on is None:
        return Trust.UNCHECKED
    return Trust.STALE if stale_from(checked_on) <= today else Trust.CHECKED


def stale_from(checked_on: date) -> date:
    """The day from which a check is too old to rely on."""
    return months_after(checked_on, KEEPS_MONTHS)


def shared(levels: Iterable[Trust]) -> Trust | None:
    """The trust that all of many facts have; nothing where they differ, and where there are none."""
    found = set(levels)
    return found.pop() if len(found) == 1 else None
