"""Who may nominate whom and until when, and who may decide. Users by their keys, addresses in lower case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

LEAST_WORDS = 20
LONGEST_WINDOW = timedelta(days=366)


class CannotNominate(Exception):
    """The reason, for the person who asked, and the field it is about."""

    def __init__(self, words: Any, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class People:
    """The three people of a nomination: none of them is another one."""

    nominator: int
    nominee: int | None
    nominator_email: str
    nominee_emails: frozenset[str]
    referee_email: str


def check_window(opens_on: date, closes_on: date, today: date) -> None:
    """A window closes after it opens, in the future, and within a year."""
    if closes_on < today:
        raise CannotNominate(_("The last day must be today or in the future"), "closes_on")
    if closes_on < opens_on:
        raise CannotNominate(_("The last day must be the first day or after it"), "closes_on")
    if closes_on - opens_on > LONGEST_WINDOW:
        raise CannotNominate(_("A window can be open for a year at most"), "closes_on")


def is_open(opens_on: date, closes_on: date, today: date) -> bool:
    """Both days count."""
    return opens_on <= today <= closes_on


def check_is_open(opens_on: date, closes_on: date, today: date) -> None:
    if today < opens_on:
        raise CannotNominate(_("This window is not open yet"))
    if today > closes_on:
        raise CannotNominate(_("This window is closed. Nominations can no longer be changed"))


def check_can_nominate(people: People, kinds: Collection[str], words: str, has_declined: bool) -> None:
    """Nominator, nominee and referee are three people. Raises with the reason."""
    if people.nominee == people.nominator:
        raise CannotNominate(_("You cannot nominate yourself"))
    if has_declined:
        raise CannotNominate(_("They have said that they do not want to be nominated in this window"))
    if not kinds:
        raise CannotNominate(_("Select at least 1 thing you nominate them for"), "kinds")
    if len(words.strip()) < LEAST_WORDS:
        raise CannotNominate(_("Say why, in at least %(least)d characters") % {"least": LEAST_WORDS}, "words")
    if people.referee_email == people.nominator_email:
        raise CannotNominate(_("The referee must be somebody else than you"), "referee_email")
    if people.referee_email in people.nominee_emails:
        raise CannotNominate(_("The referee must be somebody else than the person you nominate"), "referee_email")


def check_can_propose(
    *, is_closed: bool, by: int, nominators: Collection[int], has_declined: bool, kind: str, asked_for: Collection[str]
) -> None:
    """Decided after the close, when all nominations are in, by nobody who nominated, and only what was asked for."""
    if not is_closed:
        raise CannotNominate(_("Decide after the last day, when all nominations are in"))
    if has_declined:
        raise CannotNominate(_("They have declined. There is nothing to decide"))
    if by in nominators:
        raise CannotNominate(_("You nominated this person. Somebody else decides"))
    if kind not in asked_for:
        raise CannotNominate(_("Nobody nominated them for this"), "kind")


def check_is_not_decided(is_confirmed: bool) -> None:
    if is_confirmed:
        raise CannotNominate(_("This is decided already"))


def check_can_confirm(*, by: int, proposed_by: int | None, nominators: Collection[int], is_confirmed: bool) -> None:
    """A second person, who did not nominate either."""
    check_is_not_decided(is_confirmed)
    if by == proposed_by:
        raise CannotNominate(_("Somebody else must confirm what you proposed"))
    if by in nominators:
        raise CannotNominate(_("You nominated this person. Somebody else decides"))
