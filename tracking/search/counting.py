"""How long a list is and what each filter would leave of it: one function, whatever counts behind it."""

import datetime

from . import bits, facets
from .facets import Counted, Reader
from .filters import Criteria
from .people import Found


def count(user, found: Found, criteria: Criteria, today: datetime.date) -> Counted:
    """The exact length of the list and the counts of every choice."""
    reader = Reader(user, today)
    counted = bits.count(found.before, criteria.chosen, reader) if criteria.is_of_facets_alone else None
    return counted or facets.count(found.before, criteria.chosen, reader)
