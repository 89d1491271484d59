"""Time limits of what people may ask about their data, and when they may ask it."""

import calendar
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

UNDO_DAYS = 14
COPY_DAYS = 7
COPY_TRIES = 3
SMALL_COPY = 3000
ANSWER_MONTHS = 1
EXTENSION_MONTHS = 2
NOT_LEAVING = _("You have not asked to leave.")
LEAVABLE = {"REGISTERED", "PAUSED"}


class CannotLeave(Exception):
    """The reason, for the person."""


def undo_until(asked_on: date) -> date:
    """The last day on which somebody who leaves may change their mind.

    >>> undo_until(date(2026, 2, 20))
    datetime.date(2026, 3, 6)
    """
    return asked_on + timedelta(days=UNDO_DAYS)


def check_can_leave(state: str) -> None:
    if state == "LEFT":
        raise CannotLeave(_("You have left already. You can still change your mind."))
    if state not in LEAVABLE:
        raise CannotLeave(_("Only somebody on the register can leave it."))


def check_can_return(undo_until: date, today: date) -> None:
    if today > undo_until:
        raise CannotLeave(_("The time to change your mind is over. You can register again."))


def months_later(day: date, months: int) -> date:
    """The same day some months on; the last day of a month that has no such day.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def answer_due_on(asked_on: date) -> date:
    """By when we must answer: one calendar month."""
    return months_later(asked_on, ANSWER_MONTHS)


def extended_due_on(due_on: date) -> date:
    """By when at the latest, where an answer needs longer and the person was told why."""
    return months_later(due_on, EXTENSION_MONTHS)


def is_small(rows: int) -> bool:
    """Whether a copy of so many rows can be made while the person waits for the page."""
    return rows <= SMALL_COPY
