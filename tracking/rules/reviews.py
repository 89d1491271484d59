"""When the next yearly review falls due."""

from datetime import date, timedelta

from profiles.rules import anniversary, next_review

SHORTEST_GAP = timedelta(days=90)


def next_due(first: date, due_on: date, done_on: date) -> date:
    """The next due day after a review is done.

    Counted from the first day on the register where the due day is its anniversary, so that 29 February comes back
    after 28 February; else from the due day. Whoever is very late is left alone for a while.
    """
    started = first if first < due_on and anniversary(first, due_on.year - first.year) == due_on else due_on
    return next_review(started, max(due_on, done_on + SHORTEST_GAP))
