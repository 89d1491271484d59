"""How long a list is and what each filter would leave of it: one function, whatever counts behind it."""

import datetime

from . import facets
from .facets import Counted
from .filters import Criteria
from .people import Found


def count(user, found: Found, criteria: Criteria, today: datetime.date) -> Counted:
    """The exact length of the list and the counts of every choice."""
    return facets.count(found.before, criteria.chosen, today)
