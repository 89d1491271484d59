"""How many actions are wise at once, and what may become of an action. Pure."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_SUGGESTED = 6
SHARED_FOR = timedelta(days=30)
SOON = timedelta(days=91)
OPEN, CLOSED = ("NOT_STARTED", "IN_PROGRESS"), ("DONE", "DROPPED")


class CannotChange(Exception):
    """Why an action cannot become that, in words for the person."""


def too_many_words(open_actions: int) -> str:
    """What to say from the seventh open action on; nothing before."""
    if open_actions <= MOST_SUGGESTED:
        return ""
    words = ngettext("You have %(n)d open action.", "You have %(n)d open actions.", open_actions) % {"n": open_actions}
    return f"{words} {_('Consider finishing one first.')}"


def suggested_day(today: date) -> date:
    """When a suggested action might be done: in a quarter of a year."""
    return today + SOON


def check_can_move(state: str, to: str, outcome: str) -> None:
    """Open actions go anywhere, closed ones may be taken up again, and dropping needs a reason."""
    if state in CLOSED and to in CLOSED and state != to:
        raise CannotChange(_("Take this action up again first"))
    if to == "DROPPED" and not outcome.strip():
        raise CannotChange(_("Enter why you drop this action"))


UNKNOWN, ENDED, TAKEN_BACK = "UNKNOWN", "ENDED", "TAKEN_BACK"


def why_link_is_closed(*, is_known: bool, is_taken_back: bool, is_over: bool) -> str:
    """Why the link to a plan opens nothing. Who never held a link learns nothing; nor that its person has gone."""
    if not is_known:
        return UNKNOWN
    if is_taken_back:
        return TAKEN_BACK
    return ENDED if is_over else UNKNOWN
