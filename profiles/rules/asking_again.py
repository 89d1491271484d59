"""When somebody is asked again who has not answered, or has not begun. Each asking has a span of days, so that a day
without the job loses none, and no two spans of one kind touch: a late one is dropped, and never two in a row.
"""

from datetime import date, timedelta
from typing import NamedTuple


class Asking(NamedTuple):
    """The letter with this number goes `after` days, and no later than `days` days further on."""

    number: int
    after: int
    days: int
    is_last: bool = False


# Days since the last letter about a list left, and since somebody registered.
UNANSWERED = (Asking(2, after=14, days=7), Asking(3, after=28, days=14, is_last=True))
UNFINISHED = (Asking(1, after=7, days=7), Asking(2, after=21, days=14, is_last=True))


def asked_about(asking: Asking, today: date) -> tuple[date, date]:
    """The first and the last day from which this asking counts, today.

    >>> asked_about(Asking(2, after=14, days=7), date(2026, 3, 20))
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 6))
    """
    last = today - timedelta(days=asking.after)
    return last - timedelta(days=asking.days - 1), last
