"""Decisions about letters over plain values: when to try again, and what a doubt leads to."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from .choices import State

BATCH = 50
MAX_ATTEMPTS = 5
DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
PAUSE_WHEN_UNREACHABLE = timedelta(minutes=1)


class CannotChange(Exception):
    """The reason, for the person who asked."""


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after this many attempts; None when it has been tried often enough."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return at + DELAYS[min(attempts, len(DELAYS)) - 1]


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
