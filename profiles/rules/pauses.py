"""How long somebody may pause their profile or their letters, and who may."""

from datetime import date

from .rights import months_later

MONTHS = range(1, 13)


class CannotPause(Exception):
    """The state does not allow it; the argument names the state."""


def paused_until(today: date, months: int) -> date:
    """The day on which a pause of so many months ends by itself."""
    if months not in MONTHS:
        raise CannotPause(str(months))
    return months_later(today, months)


def check_can_pause(state: str) -> None:
    if state != "REGISTERED":
        raise CannotPause(state)


def check_can_pause_letters(today: date, until: date | None) -> None:
    """From tomorrow on, 12 months at most."""
    if until is None or not today < until <= months_later(today, MONTHS[-1]):
        raise CannotPause(str(until))


def check_can_resume(state: str) -> None:
    if state != "PAUSED":
        raise CannotPause(state)
