"""Finding people. The ways in are `find` and `count`, and the criteria they take."""

from .counting import count
from .facets import Counted, review_is
from .filters import NO_COHORT, Criteria
from .people import SORTS, Found, find

__all__ = ["NO_COHORT", "SORTS", "Counted", "Criteria", "Found", "count", "find", "review_is"]
