"""Decisions about letters over plain values: when to try again, and what a doubt leads to."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from talent_register.common import holidays

from .choices import State

BATCH = 50
MAX_ATTEMPTS = 5
DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
PAUSE_WHEN_UNREACHABLE = timedelta(minutes=1)
# What one person gets at most, but for letters about their account: what is due together leaves as one letter.
A_DAY, A_WEEK = 1, 3
WEEK = timedelta(days=7)
BOUNCES_ALLOWED = 1  # a second one in a row, and the address counts as not working


class CannotChange(Exception):
    """The reason, for the person who asked."""


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after this many attempts; None when it has been tried often enough."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return at + DELAYS[min(attempts, len(DELAYS)) - 1]


def earliest(at: datetime, left: Iterable[date], *, keeps_hours: bool = True, nation: str = "") -> datetime:
    """The first moment from `at` on at which one more letter may leave for somebody.

    `left` are the days in London on which letters left before; letters about security do not count, and are not held.
    Working days of the nation from 8am to 6pm, one letter a day, three in any seven days: more is not read.
    """
    days = sorted(left)
    moment = holidays.next_sending(at, nation) if keeps_hours else at
    while not _has_room(moment.astimezone(holidays.LONDON).date(), days):
        moment = _next_day(moment, keeps_hours, nation)
    return moment


def _has_room(day: date, left: list[date]) -> bool:
    lately = [one for one in left if day - WEEK < one <= day]
    return len(lately) < A_WEEK and lately.count(day) < A_DAY


def _next_day(moment: datetime, keeps_hours: bool, nation: str) -> datetime:
    if keeps_hours:
        return holidays.next_morning(moment, nation)
    tomorrow = moment.astimezone(holidays.LONDON).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), holidays.LONDON)


def after_doubt(*, found: bool | None, may_repeat: bool, doubts: int) -> State:
    """What becomes of a letter whose sender vanished: the provider has it, has it not, or cannot be asked.

    A provider that cannot be asked leaves two evils, a loss or a double. A letter of a kind that does no harm twice
    is sent once more; any other waits for a person to decide.
    """
    if found:
        return State.SENT
    if found is False or (may_repeat and doubts == 0):
        return State.PENDING
    return State.IN_DOUBT


def check_can_retry(state: str) -> None:
    if state not in {State.FAILED, State.IN_DOUBT}:
        raise CannotChange(_("Only a letter that failed or is in doubt can be sent again."))


def check_can_cancel(state: str) -> None:
    if state not in {State.PENDING, State.IN_DOUBT}:
        raise CannotChange(_("Only a letter that is still waiting or in doubt can be cancelled."))


def can_retry(state: str) -> bool:
    return _allows(check_can_retry, state)


def can_cancel(state: str) -> bool:
    return _allows(check_can_cancel, state)


def _allows(check: Callable[[str], None], state: str) -> bool:
    try:
        check(state)
    except CannotChange:
        return False
    return True
