"""Whether somebody meets a requirement, by rules anybody can check. Pure, and never a score.

What a person has not told is never held against them: only finished lists and plain answers can say "not yet".
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import standing, work
from .facts import Facts
from .verdicts import Finding, Verdict

Decide = Callable[[Facts, Mapping[str, Any]], Finding]
OURS = "Our own rule"
OWN_WORD = gettext_lazy("Your own word. An employer checks it")


class Section(StrEnum):
    """Where a person tells what a rule asks for."""

    REGISTRATION = "registration"
    POSTS = "posts"
    PROGRAMMES = "programmes"
    QUALIFICATIONS = "qualifications"
    SKILLS = "skills"
    SCOPE = "aspirations"
    NONE = ""


@dataclass(frozen=True)
class Rule:
    """A rule in words that a page can show, where it comes from, and what decides."""

    words: Promise
    source: str
    decide: Decide
    section: Section = Section.NONE
    evidence: Promise = OWN_WORD


RULES = {
    "profession": Rule(
        gettext_lazy("Met when your profession may hold this role."),
        "Role descriptions; the National Health Service Act 2006, schedule 7, for seats on a foundation trust board",
        standing.profession,
        Section.REGISTRATION,
        gettext_lazy("The profession on your profile"),
    ),
    "registration": Rule(
        gettext_lazy("Met when you gave us a number on a professional register, and it is not ended or suspended."),
        "The public registers of the regulators",
        standing.registration,
        Section.REGISTRATION,
        gettext_lazy("Your number on a professional register"),
    ),
    "licence": Rule(
        gettext_lazy("Met when you hold a licence, or your regulator has no separate one."),
        "The public registers of the regulators",
        standing.licence,
        Section.REGISTRATION,
        gettext_lazy("What the public register says of your licence"),
    ),
    "years_qualified": Rule(
        gettext_lazy("Met when you have been registered for that many years. Half of them count as partly met."),
        OURS,
        standing.years_qualified,
        Section.REGISTRATION,
        gettext_lazy("The day you were first registered"),
    ),
    "held_role": Rule(
        gettext_lazy("Met when your posts, taken together, show that role for that long. Less time is partly met."),
        OURS,
        work.held_role,
        Section.POSTS,
        gettext_lazy("Posts on your profile, with their months"),
    ),
    "scope": Rule(
        gettext_lazy("Met when you said that you lead at this reach or wider. One step less is partly met."),
        OURS,
        work.scope,
        Section.SCOPE,
        gettext_lazy("How far you lead now, in your own word"),
    ),
    "programme": Rule(
        gettext_lazy("Met when you finished one of these programmes. Being on one is partly met."),
        OURS,
        work.programme,
        Section.PROGRAMMES,
        gettext_lazy("A programme you finished. Your college or you may say so"),
    ),
    "qualification": Rule(
        gettext_lazy("Met when you hold such a qualification. Working for one is partly met."),
        OURS,
        work.qualification,
        Section.QUALIFICATIONS,
        gettext_lazy("A qualification on your profile"),
    ),
    "skill": Rule(
        gettext_lazy("Met when your newest answer is at this level or above. One level less is partly met."),
        OURS,
        work.skill,
        Section.SKILLS,
        gettext_lazy("Your newest answer about this skill"),
    ),
    "evidence": Rule(
        gettext_lazy("Met when you added an example of this to your skills."),
        OURS,
        work.evidence,
        Section.SKILLS,
        gettext_lazy("An example that you add to your skills"),
    ),
    "own_word": Rule(
        gettext_lazy("We hold nothing about this. An employer checks it. You can say that you meet it."),
        OURS,
        standing.own_word,
    ),
}


def judge(rule: str, options: Mapping[str, Any], facts: Facts, *, says_other_way: bool = False) -> Finding:
    """What one requirement comes to. A person's own word is shown as such, and only where the facts fall short."""
    found = RULES[rule].decide(facts, options)
    if says_other_way and found.verdict != Verdict.MET:
        return replace(found, verdict=Verdict.OWN_WAY, why=_("You told us that you meet this in another way."))
    return found


@dataclass(frozen=True)
class Tally:
    """Counts that add up to `total`."""

    total: int
    have: int
    must_not_yet: int
    other_not_yet: int
    not_told: int


def tally(found: Iterable[tuple[bool, Verdict]]) -> Tally:
    """Pairs of (is a must, verdict) as counts."""
    counts = Counter(found)
    total = counts.total()
    not_told = counts[True, Verdict.NOT_TOLD] + counts[False, Verdict.NOT_TOLD]
    must, other = counts[True, Verdict.NOT_YET], counts[False, Verdict.NOT_YET]
    return Tally(total, total - not_told - must - other, must, other, not_told)
