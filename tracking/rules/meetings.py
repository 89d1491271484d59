"""Review meetings: how they run, who sees what of others, and what a decision must hold. Places as "down/across"."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from .discussions import LEAST_EVIDENCE

PLANNED, RUNNING, FINISHED, CANCELLED = "PLANNED", "RUNNING", "FINISHED", "CANCELLED"
NEXT = {PLANNED: {RUNNING, CANCELLED}, RUNNING: {FINISHED, CANCELLED}, FINISHED: set(), CANCELLED: set()}
MOST_PEOPLE = 100
LONGEST_AHEAD = timedelta(days=366)
ENOUGH_TO_WONDER = 5
TOLD_AHEAD = (timedelta(days=7), timedelta(days=1))  # members are written to before a meeting


class CannotMeet(Exception):
    """The reason, for the person who asked, and the field it is about."""

    def __init__(self, words: Any, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class Rating:
    """Where somebody stands: a band of readiness and a place on the grid, each empty when nothing is said."""

    readiness: str = ""
    place: str = ""


def check_can_become(state: str, wanted: str, people: int) -> None:
    """A meeting goes forward only. Raises with the reason."""
    if wanted not in NEXT[state]:
        raise CannotMeet(_("This meeting has already moved on. Look at it again"))
    if wanted == RUNNING and not people:
        raise CannotMeet(_("Add at least 1 person before you start the meeting"))


def check_can_plan(state: str) -> None:
    if state not in (PLANNED, RUNNING):
        raise CannotMeet(_("This meeting is over. Its people and members stay as they were"))


def check_can_remove(was_talked_about: bool) -> None:
    if was_talked_about:
        raise CannotMeet(_("This person has been rated or talked about and stays on the agenda"))


def check_size(people: int) -> None:
    if people > MOST_PEOPLE:
        raise CannotMeet(_("A meeting can talk about %(most)d people at most") % {"most": MOST_PEOPLE})


def check_can_rate(state: str, has_rated: bool, rating: Rating, places: Collection[str]) -> None:
    """A first rating is given once, so that nobody changes it after seeing those of others."""
    if state not in (PLANNED, RUNNING):
        raise CannotMeet(_("This meeting is over, so it takes no more ratings"))
    if has_rated:
        raise CannotMeet(_("You have rated this person already. The first rating stays"))
    if rating.place and rating.place not in places:
        raise CannotMeet(_("Select a place on the grid"), "place")


def may_see_ratings(*, is_blind: bool, has_rated: bool, is_decided: bool) -> bool:
    """What others think is seen by whoever has said what they think, and by all once it is decided."""
    return not is_blind or has_rated or is_decided


def check_can_decide(state: str, before: Rating, agreed: Rating, reason: str, places: Collection[str]) -> None:
    """A move needs a reason; so does a first rating, of which it is the evidence."""
    if state != RUNNING:
        raise CannotMeet(_("Decisions are recorded while the meeting runs. Start it first"))
    if agreed.place and agreed.place not in places:
        raise CannotMeet(_("Select a place on the grid"), "place")
    if agreed.place and not agreed.readiness:
        raise CannotMeet(_("Select how soon they could take a bigger role"), "readiness")
    if is_move(before, agreed) and len(reason.strip()) < LEAST_EVIDENCE:
        raise CannotMeet(
            _("Enter the reason for the new rating, at least %(least)d characters") % {"least": LEAST_EVIDENCE},
            "reason",
        )


def check_can_tell(is_decided: bool, is_told: bool) -> None:
    if not is_decided:
        raise CannotMeet(_("Record a decision before you tell them"))
    if is_told:
        raise CannotMeet(_("They can read this already"))


def is_move(before: Rating, agreed: Rating) -> bool:
    """Whether the agreed rating is another than the one before. Leaving somebody unrated is none."""
    return bool(agreed.readiness) and before != agreed


def check_work(words: str, due_on: date, today: date) -> None:
    """An action has words and a day that can still come."""
    if not words.strip():
        raise CannotMeet(_("Enter what is to be done"), "words")
    if not today <= due_on <= today + LONGEST_AHEAD:
        raise CannotMeet(_("The day must be today or within a year"), "due_on")


def all_in_one(places: Iterable[str]) -> str:
    """The cell in which everybody was placed, when there are enough to wonder at that."""
    counted = Counter(place for place in places if place)
    return next(iter(counted)) if len(counted) == 1 and counted.total() > ENOUGH_TO_WONDER else ""


def told_ahead(*, on: date, planned_on: date, today: date) -> int | None:
    """How many days ahead members are written to today: the latest that has come, if the meeting was planned before it.

    Nobody is written to on the day itself, which they would read too late.
    """
    for ahead in sorted(TOLD_AHEAD):
        if on - ahead <= today < on:
            return ahead.days if planned_on < on - ahead else None
    return None
