"""What the nouns of tracking add to the pages they share: staff home, a person's record, a cohort.

Each is named as text in settings, so that a page knows no noun and a noun edits no page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

Fact = dict[str, Any]
SEEN_BY_BOTH = _("They see this too")
WEEK = timedelta(days=7)
SEEN_BY_STAFF = _("Programme teams only")


@dataclass(frozen=True)
class Gist:
    """How a letter says several things of one kind: so many, and their list. A letter names nothing and nobody."""

    say: Callable[[int], str]
    href: str


@dataclass(frozen=True)
class Todo:
    """What waits for somebody, and the page where it is done.

    `number` says how many things that is; 0 is mere news, which letters leave out. Words in which something or somebody
    is named need a `gist` for letters.
    """

    words: Promise | str
    href: str
    number: int = 1
    gist: Gist | None = None


@dataclass(frozen=True)
class Coming:
    """One thing that is coming, with its day."""

    on: date
    words: Promise | str
    href: str = ""
    gist: Gist | None = None


@dataclass(frozen=True)
class Part:
    """A page of a person's record or of a cohort, in the navigation of its parts."""

    words: Promise | str
    href: str


@dataclass(frozen=True)
class Card:
    """One part of a person's overview: facts of {key, value, href, action}, and who else sees them."""

    title: Promise | str
    facts: list[Fact] = field(default_factory=list)
    seen_by: Promise | str = SEEN_BY_BOTH
    empty: Promise | str = ""


def attention(user: Any, today: date) -> list[Todo]:
    """STAFF_ATTENTION: functions of (user, today) that give Todo."""
    return [todo for make in _named(settings.STAFF_ATTENTION) for todo in make(user, today)]


def coming(user: Any, today: date) -> list[Coming]:
    """STAFF_COMING: functions of (user, today) that give Coming; the earliest first."""
    found = [one for make in _named(settings.STAFF_COMING) for one in make(user, today)]
    return sorted(found, key=lambda one: one.on)


@dataclass(frozen=True)
class Line:
    """One line of a digest."""

    words: str
    href: str
    number: int


def waiting(user: Any, today: date) -> list[Line]:
    """What a digest says: what the home page says needs attention, and what is coming within a week, without a name."""
    plain, kinds = [], dict[Gist, int]()
    for todo in attention(user, today):
        if todo.gist:
            kinds[todo.gist] = kinds.get(todo.gist, 0) + todo.number
        elif todo.number:
            plain.append(Line(str(todo.words), todo.href, todo.number))
    for one in coming(user, today):
        if one.gist and one.on < today + WEEK:
            kinds[one.gist] = kinds.get(one.gist, 0) + 1
    return plain + [Line(gist.say(number), gist.href, number) for gist, number in kinds.items() if number]


def person_parts(person: Any, user: Any) -> list[Part]:
    """PERSON_PARTS: functions of (person, user) that give the Parts which the user may open."""
    return [part for make in _named(settings.PERSON_PARTS) for part in make(person, user)]


def person_cards(person: Any, user: Any, today: date) -> list[Card]:
    """PERSON_CARDS: functions of (person, user, today) that give Cards of the overview."""
    return [card for make in _named(settings.PERSON_CARDS) for card in make(person, user, today)]


def person_tags(person: Any, user: Any, today: date) -> list[Fact]:
    """PERSON_TAGS: functions of (person, user, today) that give {text, colour} beside the name."""
    return [tag for make in _named(settings.PERSON_TAGS) for tag in make(person, user, today)]


def person_events(person: Any, user: Any) -> list[Fact]:
    """PERSON_EVENTS: functions of (person, user) that give {title, at, by, text} of the history."""
    return [event for make in _named(settings.PERSON_EVENTS) for event in make(person, user)]


def cohort_parts(cohort: Any, user: Any) -> list[Part]:
    """COHORT_PARTS: functions of (cohort, user) that give the Parts which the user may open."""
    return [part for make in _named(settings.COHORT_PARTS) for part in make(cohort, user)]


def _named(names: list[str]) -> Iterator[Callable[..., Any]]:
    return map(import_string, names)
