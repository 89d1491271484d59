"""How long a list is and what each filter would leave of it: one function, whatever counts behind it."""

import datetime

from django.core.exceptions import EmptyResultSet

from . import bits, facets
from .facets import Counted, Reader
from .filters import Criteria, others
from .people import Found


def count(user, found: Found, criteria: Criteria, today: datetime.date) -> Counted:
    """The exact length of the list and the counts of every choice."""
    reader = Reader(user, today)
    return _by_bits(found, criteria, reader) or facets.count(found.before, criteria.chosen, reader)


def _by_bits(found: Found, criteria: Criteria, reader: Reader) -> Counted | None:
    """Where there are bits for the day, and no words: those find few people, who are sooner read."""
    if criteria.text.strip():
        return None
    try:
        return bits.count(found.before, criteria.chosen, reader, others(criteria, reader.user))
    except EmptyResultSet:
        return None
