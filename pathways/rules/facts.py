"""What the rules may know of a person, as plain values. Nothing here decides; nothing here is written."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Registered:
    """One number on a regulator's register."""

    regulator: str
    ending: str = ""
    state: str = "UNKNOWN"
    licence: str = "UNKNOWN"
    has_separate_licence: bool = True
    since: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class Held:
    """One post: the roles its title names, and for how many months it was held (None: not told).

    `may_be` are roles of which one is meant, where several jobs share the title.
    """

    title: str
    roles: tuple[str, ...] = ()
    months: int | None = None
    is_now: bool = False
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A programme or qualification: finished, or on the way."""

    code: str
    name: str
    is_finished: bool = True
    on: date | None = None


@dataclass(frozen=True)
class Skill:
    """The newest answer on one competency. No rank: not sure, or no chance to show it."""

    level: str
    rank: int | None
    on: date


@dataclass(frozen=True)
class Facts:
    """Everything, with what was never told kept apart from what is not there (`told` names finished sections)."""

    today: date
    family: str = ""
    career_stage: str = ""
    registrations: tuple[Registered, ...] = ()
    posts: tuple[Held, ...] = ()
    programmes: tuple[Taken, ...] = ()
    qualifications: tuple[Taken, ...] = ()
    skills: dict[str, Skill] = field(default_factory=dict)
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scope: str = ""
    told: frozenset[str] = frozenset()
