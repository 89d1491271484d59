"""How long a list is and what each filter would leave of it: one function, whatever counts behind it."""

import datetime
from dataclasses import replace

from . import bits, facets
from .facets import Counted, Reader
from .filters import Criteria
from .pages import MOST_NUMBERED
from .people import Found


def count(user, found: Found, criteria: Criteria, today: datetime.date) -> Counted:
    """The exact length of the list and the counts of every choice."""
    reader = Reader(user, today)
    counted = bits.count(found.before, criteria.chosen, reader) if criteria.is_of_facets_alone else None
    return counted or facets.count(found.before, criteria.chosen, reader)


def rows_of(user, found: Found, counted: Counted, criteria: Criteria, today: datetime.date) -> Found:
    """The same list in a form that shows its pages sooner: where it is short, it says by key who may be on it."""
    if not criteria.chosen or not criteria.is_of_facets_alone or counted.total > MOST_NUMBERED:
        return found
    keys = bits.keys(criteria.chosen, Reader(user, today))
    return found if keys is None else replace(found, people=found.people.filter(pk__in=bits.as_rows(keys)))
