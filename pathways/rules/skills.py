"""What may be answered to one skill, and how this year's answer stands beside last year's. Pure."""

from django.utils.translation import gettext as _

UNKNOWN = ("UNSURE", "NO_CHANCE")


class CannotFinish(Exception):
    """Skills are left without an answer; the argument says how many."""


def check_can_finish(asked: set[int], answered: set[int]) -> None:
    left = asked - answered
    if left:
        raise CannotFinish(len(left))


def beside(before: int | None, now: int | None) -> str:
    """Two ranks in words. No rank is nothing to compare with, never a fall."""
    if before is None or now is None:
        return _("Nothing to compare")
    if now > before:
        return _("Higher than before")
    return _("As before") if now == before else _("Lower than before")
