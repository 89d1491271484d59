"""What a talent discussion must hold, when its person reads it, and which bands of readiness there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

LEAST_EVIDENCE = 20
LONGEST_WAIT = timedelta(days=28)
LONGEST_REVIEW = timedelta(days=3 * 366)

FIRST_PLACE = _("Enter the evidence before you place somebody for the first time")


class CannotRecord(Exception):
    """The reason, for the person who asked, and the field it is about."""

    def __init__(self, words: Any, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


class NeedsEvidence(CannotRecord):
    """Somebody cannot be placed before a team has said on what evidence."""


@dataclass(frozen=True)
class Said:
    """The parts of a discussion that the rules look at."""

    held_on: date
    review_on: date
    show_by: date
    evidence: str
    places: tuple[str, ...] = ()


def check_can_record(said: Said, known_places: Collection[str], today: date) -> None:
    """Raises with the reason."""
    if len(said.evidence.strip()) < LEAST_EVIDENCE:
        raise CannotRecord(
            _("Evidence must be %(least)d characters or more") % {"least": LEAST_EVIDENCE}
            if said.evidence.strip()
            else _("Enter the evidence for this readiness rating"),
            "evidence",
        )
    if said.held_on > today:
        raise CannotRecord(_("The day of the discussion must be today or in the past"), "held_on")
    if said.review_on <= today:
        raise CannotRecord(_("The day to look again must be in the future"), "review_on")
    if said.review_on > today + LONGEST_REVIEW:
        raise CannotRecord(_("The day to look again must be within 3 years"), "review_on")
    if said.show_by < today:
        raise CannotRecord(_("The last day for showing this must be today or later"), "show_by")
    if said.show_by > last_day_to_show(today):
        raise CannotRecord(
            _("The last day for showing this must be within %(days)d days") % {"days": LONGEST_WAIT.days}, "show_by"
        )
    if any(place and place not in known_places for place in said.places):
        raise CannotRecord(_("Select a place on the grid"))


def last_day_to_show(today: date) -> date:
    """Nobody waits longer to read what was said of them."""
    return today + LONGEST_WAIT


def check_can_repeat(may_read: bool) -> None:
    """Who kept out of what was said last cannot take it over."""
    if not may_read:
        raise CannotRecord(_("You keep out of the newest view of this person, so a colleague must place them"))


def check_can_show(is_shown: bool) -> None:
    if is_shown:
        raise CannotRecord(_("They can read this already"))


def check_can_comment(is_shown: bool, words: str) -> None:
    if not is_shown:
        raise CannotRecord(_("You cannot answer this yet"))
    if not words.strip():
        raise CannotRecord(_("Enter what you would like to say"), "words")
