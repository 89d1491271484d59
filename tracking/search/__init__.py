"""Finding people. The only ways in are `find` and the criteria it takes."""

from .people import NO_COHORT, SORTS, Criteria, Found, find, in_a_cohort, review_is

__all__ = ["NO_COHORT", "SORTS", "Criteria", "Found", "find", "in_a_cohort", "review_is"]
