"""How much a night may take, and who may let it take more."""

import math

from django.utils.translation import gettext_lazy as _

MOST_SHARE = 0.01
# A small table is not held up by its own smallness.
ALWAYS = 25


# Somebody who was away for years is asked, and asked once more; what they do not answer by then is let go.
ANSWER_DAYS, LAST_CALL_DAYS = 90, 28


class CannotApprove(Exception):
    """The message says why, in words for staff."""


NOTHING_HELD = _("Nothing waits any more. Somebody approved it in the meantime, or it is gone")


def most_tonight(*, total: int, is_capped: bool) -> int | None:
    """How many rows of a table may go in one night without a second person. None: as many as are due."""
    return max(ALWAYS, math.floor(total * MOST_SHARE)) if is_capped else None


def goes_tonight(*, due: int, total: int, is_capped: bool, gone_today: int = 0) -> int:
    """How many of the rows that are due go now; the rest waits for a person."""
    most = most_tonight(total=total + gone_today, is_capped=is_capped)
    return due if most is None else min(due, max(0, most - gone_today))
