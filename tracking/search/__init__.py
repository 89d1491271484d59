"""Finding people. The ways in are `find` and `count`, and the criteria they take."""

from .counting import count
from .facets import Counted, review_is
from .filters import Criteria
from .of_rows import NO_COHORT
from .people import SORTS, Found, find

__all__ = ["NO_COHORT", "SORTS", "Counted", "Criteria", "Found", "count", "find", "review_is"]
