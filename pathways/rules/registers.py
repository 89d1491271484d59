"""As which profession somebody is on a register, which of its windows is theirs, and which way back. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from talent_register.common.trust import months_after

from .licence import WayBack, way_back


@dataclass(frozen=True)
class Practised:
    """A profession that a regulator registers, with the letters that its numbers begin with, where it has such."""

    code: str
    letters: str = ""


@dataclass(frozen=True)
class Slot:
    """A renewal window, for the numbers with these letters or for these professions; for all where it names none."""

    code: str
    letters: str = ""
    professions: tuple[str, ...] = ()


def letters_of(number: str) -> str:
    """What a number begins with: PH of PH123456, nothing of 12A3456E."""
    return (re.match(r"[A-Z]*", number.strip().upper()) or [""])[0]


def possible(offered: Iterable[Practised], number: str) -> list[Practised]:
    """The professions of a regulator that a number may belong to."""
    known = list(offered)
    letters = letters_of(number)
    return [one for one in known if letters and one.letters == letters] or known


def profession_of(offered: Iterable[Practised], *, number: str, told: str = "", main: str = "") -> str:
    """The profession of one registration: told for it, else the person's own, else the only one. Empty: to be asked."""
    codes = [one.code for one in possible(offered, number)]
    for code in (told, main):
        if code in codes:
            return code
    return codes[0] if len(codes) == 1 else ""


def window_of(slots: Sequence[Slot], profession: Practised | None, number: str) -> Slot | None:
    """By the letters of the number, else by those of the profession, else by the profession, else the one for all."""
    ways = (
        lambda slot: slot.letters and slot.letters == letters_of(number),
        lambda slot: slot.letters and profession is not None and slot.letters == profession.letters,
        lambda slot: profession is not None and profession.code in slot.professions,
        lambda slot: not (slot.letters or slot.professions),
    )
    return next((slot for fits in ways for slot in slots if fits(slot)), None)


@dataclass(frozen=True)
class Away:
    """How somebody stands who may have to come back: registered without a licence, away since, or short of practice."""

    is_without_licence: bool = False
    last_practised_on: date | None = None
    is_short_of_practice: bool = False


@dataclass(frozen=True)
class Back:
    """The step back that applies. `free_months`: nothing is asked for yet, as those away for so long are the first."""

    code: str = ""
    free_months: int = 0


def back_of(steps: Sequence[WayBack], away: Away, day: date) -> Back:
    """Restoring a licence takes notice; time away counts by its length; missing hours of practice by themselves."""
    if away.is_without_licence:
        found = next((step.code for step in steps if step.lead_months), "")
        if found:
            return Back(found)
    free_months = 0
    if away.last_practised_on and not away.is_without_licence:
        step = way_back(steps, away.last_practised_on, day)
        if step:
            return Back(step.code)
        first = min((step.away_from_months for step in steps if step.away_from_months), default=0)
        free_months = first if day < months_after(away.last_practised_on, first) else 0
    if away.is_short_of_practice:
        found = next((step.code for step in steps if not (step.lead_months or step.away_from_months)), "")
        if found:
            return Back(found)
    return Back(free_months=free_months)
