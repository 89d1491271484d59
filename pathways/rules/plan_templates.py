"""What a template of steps may hold, when it may be given, and how many suggestions may wait for one person. Pure."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from .plans import MOST_SUGGESTED

DRAFT, PUBLISHED = "DRAFT", "PUBLISHED"


class CannotTemplate(Exception):
    """The reason, for the person who asked."""


def check_may_change(state: str) -> None:
    """People hold published steps: they change in a new version only."""
    if state != DRAFT:
        raise CannotTemplate(_("This version is published. Make a new version to change it"))


def check_may_add(state: str, steps: int) -> None:
    check_may_change(state)
    if steps >= MOST_SUGGESTED:
        raise CannotTemplate(_("A template holds %(most)d steps at most. Remove one first") % {"most": MOST_SUGGESTED})


def check_may_publish(state: str, steps: int) -> None:
    check_may_change(state)
    if steps == 0:
        raise CannotTemplate(_("Add at least one step first"))


def check_may_give(state: str) -> None:
    if state != PUBLISHED:
        raise CannotTemplate(_("Only a published template can be given to people"))


def room_for(steps: int) -> int:
    """How many suggestions may wait for somebody already, so that so many more still fit."""
    return MOST_SUGGESTED - steps


def due_on(today: date, weeks: int) -> date:
    return today + timedelta(weeks=weeks)
