"""Finding people. The ways in are `find`, `count` and `rows_of`, and the criteria they take."""

from .counting import count, rows_of
from .facets import Counted, review_is
from .filters import NO_COHORT, Criteria, in_a_cohort
from .people import SORTS, Found, find

__all__ = ["NO_COHORT", "SORTS", "Counted", "Criteria", "Found", "count", "find", "in_a_cohort", "review_is", "rows_of"]
