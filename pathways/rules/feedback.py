"""Who may be asked, when they are reminded, and what may be shown of what they say. Pure.

Anonymity is of our own making: a group is shown from a number of answers on that the raters were told beforehand,
there is no total over all groups from which a small group could be worked out, and nothing is shown before the end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NO_CHANCE = "NO_CHANCE"
MANAGER = "MANAGER"
MOST_RATERS = 20
ASKED_FOR = timedelta(days=28)
REMIND_AFTER = (timedelta(days=7), timedelta(days=18))


class CannotAsk(Exception):
    """Why these people cannot be asked, in words for the person."""


class CannotRelease(Exception):
    """There is nothing to let anybody read yet."""


@dataclass(frozen=True)
class Said:
    """What one rater said: the code of a skill → the code of a level or NO_CHANCE."""

    group: str
    answers: Mapping[str, str]
    comment: str = ""


@dataclass(frozen=True)
class Skill:
    """A skill that was asked about, with what the person said of themselves in words."""

    code: str
    title: str
    own: str


@dataclass(frozen=True)
class Row:
    """One skill of a sheet: the person's own words, then those of each group that may be shown."""

    title: str
    own: str
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """Results as a page shows them."""

    heads: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    comments: list[tuple[str, list[str]]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def check_can_ask(named: Sequence[str], asked: Iterable[str], own: Iterable[str]) -> None:
    """Raises CannotAsk for nobody, too many, oneself, or somebody who was asked or named twice."""
    asked = {address.lower() for address in asked}
    lower = [address.lower() for address in named]
    if not lower:
        raise CannotAsk(_("Enter at least one email address"))
    if len(lower) + len(asked) > MOST_RATERS:
        raise CannotAsk(_("You can ask up to %(n)d people. You have named %(found)d") % _counts(lower, asked))
    for address, times in Counter(lower).items():
        if address in {one.lower() for one in own}:
            raise CannotAsk(_("%(email)s is your own address. Ask other people") % {"email": address})
        if times > 1 or address in asked:
            raise CannotAsk(_("%(email)s is named twice. Name each person once") % {"email": address})


def _counts(named: Sequence[str], asked: set[str]) -> dict[str, int]:
    return {"n": MOST_RATERS, "found": len(named) + len(asked)}


def reminder_due(asked_on: date, reminders: int, today: date) -> bool:
    """After 7 and after 18 of the 28 days; never a third time."""
    return reminders < len(REMIND_AFTER) and today >= asked_on + REMIND_AFTER[reminders]


def is_shown(group: str, answers: int, smallest: int) -> bool:
    """Managers were told that they are not anonymous. Every other group needs enough answers."""
    return answers >= (1 if group == MANAGER else smallest)


def freeze(
    said: Sequence[Said],
    skills: Sequence[Skill],
    levels: Mapping[str, str],
    asked: Mapping[str, int],
    smallest: int,
) -> dict[str, Any]:
    """What stays of a round. `levels` are code → name from low to high, `asked` is group → people asked.

    What may not be shown is not in it, and comments stand in the order of their letters, not of their coming.
    """
    answered = Counter(one.group for one in said)
    visible = {code for code in asked if is_shown(code, answered[code], smallest)}
    groups = [
        {"code": code, "asked": number, "answered": answered[code], "shown": code in visible}
        for code, number in asked.items()
    ]
    return {
        "groups": groups,
        "skills": [_skill(one, said, [*levels.items(), (NO_CHANCE, "")], visible) for one in skills],
        "comments": {
            code: sorted(one.comment for one in said if one.group == code and one.comment) for code in sorted(visible)
        },
    }


def _skill(skill: Skill, said: Sequence[Said], levels: list[tuple[str, str]], visible: set[str]) -> dict[str, Any]:
    by = {}
    for group in sorted(visible):
        counted = Counter(one.answers.get(skill.code) for one in said if one.group == group)
        by[group] = [[name, counted[code]] for code, name in levels if counted[code]]
    return {"code": skill.code, "title": skill.title, "own": skill.own, "by": by}


def sheet(results: Mapping[str, Any], names: Mapping[str, Any]) -> Sheet:
    """Frozen results in words. `names` are group → its name."""
    if not results:
        return Sheet()
    shown = [group["code"] for group in results["groups"] if group["shown"]]
    hidden = [str(names[group["code"]]) for group in results["groups"] if not group["shown"]]
    rows = [
        Row(one["title"], one["own"], [spoken(one["by"].get(code, [])) for code in shown]) for one in results["skills"]
    ]
    comments = [(str(names[code]), results["comments"][code]) for code in shown if results["comments"].get(code)]
    return Sheet([str(names[code]) for code in shown], rows, comments, hidden)


def spoken(counts: Iterable[Sequence[Any]]) -> str:
    """Levels with how many said each, from low to high; no mean is taken."""
    return ", ".join(f"{name or _('No chance to see this')}: {number}" for name, number in counts)


def waiting_words(asked: int, answered: int) -> str:
    """How far a group is, as long as it may answer."""
    words = ngettext("%(answered)d of %(n)d has answered", "%(answered)d of %(n)d have answered", asked)
    return words % {"n": asked, "answered": answered}


def needs_more(group: str, asked: int, smallest: int) -> bool:
    """Whether a group is too small to be shown even when everybody answers."""
    return asked > 0 and not is_shown(group, asked, smallest)
