"""When the next yearly review falls due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.rules import anniversary, next_review

SHORTEST_GAP = timedelta(days=90)


@dataclass(frozen=True)
class Answered:
    """What a review made of one action of the plan, by its key: done, or dropped with the reason."""

    action: int
    to: str
    why: str = ""


class CannotReview(Exception):
    """The reason, for the person who asked."""


def opens_on(due_on: date) -> date:
    """The first day on which a review can be done: not so early that the next would be almost 2 years away."""
    return due_on - SHORTEST_GAP


def check_can_review(due_on: date | None, year: int, today: date) -> None:
    if due_on is None or due_on.year != year:
        raise CannotReview(_("This review is done. There is nothing more to do"))
    if today < opens_on(due_on):
        day = date_format(opens_on(due_on), "j F Y")
        raise CannotReview(_("You can do this review from %(day)s") % {"day": day})


def next_due(first: date, due_on: date, done_on: date) -> date:
    """The next due day after a review is done.

    Counted from the first day on the register where the due day is its anniversary, so that 29 February comes back
    after 28 February; else from the due day. Whoever is very late is left alone for a while.
    """
    started = first if first < due_on and anniversary(first, due_on.year - first.year) == due_on else due_on
    return next_review(started, max(due_on, done_on + SHORTEST_GAP))
