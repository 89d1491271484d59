"""Since when a law holds, or from when it will. Pure: days in, a word out."""

from datetime import date
from enum import StrEnum


class Force(StrEnum):
    SINCE = "SINCE"
    COMES = "COMES"
    NO_DATE = "NO_DATE"
    ENDED = "ENDED"


def force_of(*, valid_from: date | None, valid_to: date | None, today: date) -> Force:
    """A law without a day is not in force: somebody has to find the day first."""
    if valid_to is not None and valid_to <= today:
        return Force.ENDED
    if valid_from is None:
        return Force.NO_DATE
    return Force.SINCE if valid_from <= today else Force.COMES
