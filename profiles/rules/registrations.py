"""When a number is looked up again, and what a look means for what is known."""

from datetime import date
from typing import NamedTuple

from .days import anniversary

RECHECK_YEARS = 1
DUE_SOON_DAYS = 28


class CannotCheck(Exception):
    """The reason, for the person who looked."""


class Known(NamedTuple):
    """What stands for a registration after a look."""

    state: str
    licence: str
    verified_on: date | None
    recheck_on: date | None


def recheck_on(verified_on: date) -> date:
    """A look is good for a year. 29 February is followed by 28 February."""
    return anniversary(verified_on, RECHECK_YEARS)


def after_look(*, is_match: bool, state: str, licence: str, seen_on: date, known_on: date | None) -> Known | None:
    """What is known after a look at the public register; nothing when something newer is known already.

    A number that does not belong to the person, or is not there, is not verified any more.
    """
    if known_on is not None and known_on > seen_on:
        return None
    if not is_match:
        return Known("UNKNOWN", "UNKNOWN", None, None)
    return Known(state, licence, seen_on, recheck_on(seen_on))


def check_seen_on(seen_on: date, today: date) -> None:
    """Raise CannotCheck for a look in the future."""
    if seen_on > today:
        raise CannotCheck("future")
