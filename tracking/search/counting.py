"""How long a list is and what each filter would leave of it: one function, whatever counts behind it."""

import datetime

from django.core.exceptions import EmptyResultSet

from . import bits, scan
from .facets import Counted, Reader
from .filters import Criteria
from .people import Found


def count(user, found: Found, criteria: Criteria, today: datetime.date) -> Counted:
    """The exact length of the list and the counts of every choice."""
    reader = Reader(user, today)
    return _by_bits(found, criteria, reader) or scan.count(found.before, criteria.chosen, reader)


def _by_bits(found: Found, criteria: Criteria, reader: Reader) -> Counted | None:
    """Where there are bits for the day, and no words that find few people: those are sooner read."""
    if found.words is None:
        return None
    try:
        return bits.count(found.before, criteria.chosen, reader, found.words)
    except EmptyResultSet:
        return None
