"""Rules about what somebody did and learned: posts, reach, programmes, qualifications, skills, examples. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .facts import Facts, Held, Taken
from .verdicts import Finding, Verdict

SCOPES = ("NOT_STARTED", "TEAM", "SERVICE", "ORGANISATION", "SYSTEM")

Options = Mapping[str, Any]


def held_role(facts: Facts, options: Options) -> Finding:
    wanted = options.get("years", 0) * 12
    found = [post for post in facts.posts if set(post.roles) & set(options["roles"])]
    if not found and (open_titles := [post for post in facts.posts if set(post.may_be) & set(options["roles"])]):
        why = _("Different jobs share the name of your role. Say in its title which one it is.")
        return Finding(Verdict.NOT_TOLD, why, tuple(post.title for post in open_titles))
    if not found:
        return _nothing(facts, "posts", bool(facts.posts), _("None of your roles is like this."))
    used = tuple(_post(post) for post in found)
    months = sum(post.months or 0 for post in found)
    if months >= wanted:
        return Finding(Verdict.MET, _("You hold or held such a role."), used)
    if any(post.months is None for post in found):
        return Finding(Verdict.PARTLY, _("You held such a role. We do not know for how long."), used)
    return Finding(Verdict.PARTLY, _("You held such a role, for less time than is usual."), used)


def _post(post: Held) -> str:
    if post.months is None:
        return post.title
    years = post.months // 12
    if years == 0:
        return _("%(title)s, less than a year") % {"title": post.title}
    return ngettext("%(title)s, %(n)d year", "%(title)s, %(n)d years", years) % {"title": post.title, "n": years}


def scope(facts: Facts, options: Options) -> Finding:
    if facts.scope not in SCOPES:
        return Finding(Verdict.NOT_TOLD, _("You have not told us how widely you lead."))
    said, wanted = SCOPES.index(facts.scope), SCOPES.index(options["scope"])
    used = (_("What you said about your stage in leadership"),)
    if said >= wanted:
        return Finding(Verdict.MET, _("You said that you lead this widely."), used)
    if said == wanted - 1 and said > 0:
        return Finding(Verdict.PARTLY, _("You said that you lead one step less widely."), used)
    return Finding(Verdict.NOT_YET, _("You said that you do not lead this widely yet."), used)


def programme(facts: Facts, options: Options) -> Finding:
    return _taken(facts, "programmes", facts.programmes, options["programmes"])


def qualification(facts: Facts, options: Options) -> Finding:
    return _taken(facts, "qualifications", facts.qualifications, options["qualifications"])


def _taken(facts: Facts, section: str, things: Sequence[Taken], wanted: Sequence[str]) -> Finding:
    found = [one for one in things if one.code in wanted]
    finished = [one for one in found if one.is_finished]
    if finished:
        return Finding(Verdict.MET, _("You finished it."), tuple(one.name for one in finished))
    if found:
        return Finding(Verdict.PARTLY, _("You are on the way."), tuple(one.name for one in found))
    return _nothing(facts, section, bool(things), _("You told us about others, not about one of these."))


def skill(facts: Facts, options: Options) -> Finding:
    answer = facts.skills.get(options["competency"])
    if answer is None:
        return Finding(Verdict.NOT_TOLD, _("You have not looked at this skill yet."))
    used = (_("You said “%(level)s” on %(day)s") % {"level": answer.level, "day": _day(answer.on)},)
    if answer.rank is None:
        return Finding(Verdict.NOT_TOLD, _("Your answer leaves it open."), used)
    if answer.rank >= options["rank"]:
        return Finding(Verdict.MET, _("Your own answer is at this level."), used)
    if answer.rank == options["rank"] - 1:
        return Finding(Verdict.PARTLY, _("Your own answer is one level less."), used)
    return Finding(Verdict.NOT_YET, _("Your own answer is some levels less."), used)


def evidence(facts: Facts, options: Options) -> Finding:
    found = facts.evidence.get(options["competency"], ())
    if found:
        return Finding(Verdict.MET, _("You added an example."), tuple(found))
    return Finding(Verdict.NOT_TOLD, _("You have not added an example of this."))


def _nothing(facts: Facts, section: str, has_some: bool, why: str) -> Finding:
    """Nothing fits. Only somebody who said that the list is complete lacks it."""
    if section in facts.told:
        return Finding(Verdict.NOT_YET, why)
    if has_some:
        return Finding(Verdict.NOT_TOLD, _("You have not told us that your list is complete."))
    return Finding(Verdict.NOT_TOLD, _("You have not told us about this."))


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
