"""Finding people. The only ways in are `find` and the criteria it takes."""

from .filters import NO_COHORT, Criteria, in_a_cohort, review_is
from .people import SORTS, Found, find

__all__ = ["NO_COHORT", "SORTS", "Criteria", "Found", "find", "in_a_cohort", "review_is"]
