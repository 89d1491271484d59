"""Whom to suggest and why, and what may be asked and agreed. Pure: no score is shown, only reasons."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pathways.choices import MentorReason

STAGES = ("NOT_STARTED", "TEAM", "SERVICE", "ORGANISATION", "SYSTEM")
MOST_WAITING = 3
END_IS_NEAR = timedelta(days=14)
CONTACT = re.compile(r"\S+@\S+|(?:\d[\s-]?){9,}|www\.|https?:", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """What suggestions look at: nothing that is anybody's equality answer."""

    key: int
    family: str = ""
    stage: str = ""
    region: str = ""
    topics: tuple[str, ...] = ()
    is_remote: bool = True


class CannotMentor(Exception):
    """`code` says why: full, closed, three, again, decided, self, gone."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def reasons_for(offer: Person, seeker: Person) -> list[MentorReason]:
    """Why this offer may suit this person."""
    found = []
    if set(offer.topics) & set(seeker.topics):
        found.append(MentorReason.TOPIC)
    if offer.family and offer.family == seeker.family:
        found.append(MentorReason.PROFESSION)
    if is_further(offer.stage, seeker.stage):
        found.append(MentorReason.FURTHER)
    if offer.region and offer.region == seeker.region:
        found.append(MentorReason.REGION)
    elif offer.is_remote:
        found.append(MentorReason.REMOTE)
    return found


def is_further(stage: str, than: str) -> bool:
    """Whether somebody leads further than another; of a stage not told nobody knows."""
    return stage in STAGES and than in STAGES and STAGES.index(stage) > STAGES.index(than)


def suggested(offers: Iterable[Person], seeker: Person) -> list[tuple[Person, list[MentorReason]]]:
    """Every offer with its reasons, those with most first; equals stay in the order of their keys."""
    found = [(offer, reasons_for(offer, seeker)) for offer in offers if offer.key != seeker.key]
    return sorted(found, key=lambda pair: (-len(pair[1]), pair[0].key))


def next_choice(taken: Sequence[int]) -> int:
    """The first of three choices that is free."""
    free = [choice for choice in range(1, MOST_WAITING + 1) if choice not in taken]
    if not free:
        raise CannotMentor("three")
    return free[0]


def check_can_accept(*, is_waiting: bool, is_here: bool, taken: int, capacity: int) -> None:
    """`is_here` says whether who asked is still on the register."""
    if not is_waiting:
        raise CannotMentor("decided")
    if not is_here:
        raise CannotMentor("gone")
    if taken >= capacity:
        raise CannotMentor("full")


def tells_contact(words: str) -> bool:
    """Whether words hold an address or a telephone number, which stay hidden until both agree."""
    return bool(CONTACT.search(words))
