"""What somebody would need for a role: each requirement with its verdict, why, from what, and what to do next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.access import content_version
from pathways.choices import FAMILY_BY_CODE, Family
from pathways.facts import facts_of
from pathways.kept_facts import by_version
from pathways.models import Goal, OtherWay, PlanAction, Requirement, Role, Route, StatutoryNote
from pathways.rules.facts import Facts
from pathways.rules.gaps import RULES, Section, Tally, judge, tally
from pathways.rules.verdicts import Finding, Verdict
from profiles.models import Clinician
from talent_register.common.templatetags.components import when
from talent_register.common.wordings import Words, plain

MOST_STEPS, MOST_LIKE = 3, 4
MUST = Requirement.Strength.MUST
# Where people answer for themselves alone: what they say of their skills, and the examples that they add.
OWN_ANSWERS = {Section.SKILLS}


@dataclass(frozen=True)
class Step:
    """One next step, and whether it is in the plan already."""

    number: int
    words: str
    kind: str
    is_planned: bool


@dataclass(frozen=True)
class Line:
    """One requirement as the page shows it."""

    requirement: Requirement
    finding: Finding
    rule: str
    source: str
    steps: list[Step]
    tell: str
    said: OtherWay | None


@dataclass(frozen=True)
class Before:
    """A role that often comes before, with how much of what it asks somebody has."""

    role: Role
    counts: Tally

    @property
    def words(self) -> str:
        return " ".join([have_words(self.counts), *not_told_words(self.counts)])


@dataclass
class GapPage:
    role: Role
    goal: Goal | None
    groups: list[tuple[Requirement.Strength, list[Line]]]
    counts: Tally
    notes: list[StatutoryNote]
    closed_to: str
    like: list[Role]
    before: list[Before]
    drawn_in: Family | None
    routes: list[Route]
    is_own: bool = True

    @property
    def sentence(self) -> str:
        return in_words(self.counts)

    @property
    def ended_words(self) -> str:
        """That nobody comes to this role any more, since when."""
        if not self.role.has_ended:
            return ""
        return _("This role ended on %(day)s.") % {"day": when(self.role.valid_to)}


def gap_page(clinician: Clinician, role: Role, today: date, *, is_own: bool = True) -> GapPage:
    """The whole page in a number of queries that no role can raise.

    Where it is not one's own, it holds no need that rests on OWN_ANSWERS, no note of one's own and nothing of the plan.
    """
    version = content_version()
    asked = by_version(version, f"asked-{role.pk}", lambda: _asked(role))
    facts = facts_of(clinician, today, version)
    said = {one.requirement_id: one for one in clinician.other_ways.all()}
    notes = said if is_own else {}
    planned = set(clinician.plan_actions.open().values_list("requirement_id", "words")) if is_own else set()
    requirements = _shown(asked.requirements, is_own)
    lines = [_line(role, one, _judged(one, facts, said), notes.get(one.pk), planned) for one in requirements]
    mine = bool(facts.family) and bool(role.families) and facts.family not in role.families
    return GapPage(
        role,
        clinician.goals.open().filter(role=role).first(),
        [
            (strength, [line for line in lines if line.requirement.strength == strength])
            for strength in Requirement.Strength
        ],
        tally((line.requirement.strength == MUST, line.finding.verdict) for line in lines),
        asked.notes,
        closed_words(role) if mine else "",
        like_roles(role, facts.family) if mine or role.has_ended else [],
        _before([(feeder, _shown(theirs, is_own)) for feeder, theirs in asked.feeders], facts, said),
        family_that_draws(asked.families, facts.family),
        asked.routes,
        is_own,
    )


def _shown(requirements: list[Requirement], is_own: bool) -> list[Requirement]:
    return [one for one in requirements if is_own or RULES[one.rule].section not in OWN_ANSWERS]


def family_that_draws(families: list[str], own: str) -> Family | None:
    """The family on whose page routes to the role are drawn: the person's own where it is one of them, else the first,
    which has the most."""
    if own in families:
        return FAMILY_BY_CODE.get(own)
    return next((FAMILY_BY_CODE[code] for code in families if code in FAMILY_BY_CODE), None)


@dataclass(frozen=True)
class Asked:
    """What the facts say of a role, the same for everybody."""

    requirements: list[Requirement]
    notes: list[StatutoryNote]
    feeders: list[tuple[Role, list[Requirement]]]
    families: list[str]
    routes: list[Route]


def _asked(role: Role) -> Asked:
    routes = list(Route.objects.current().filter(to_role=role).select_related("from_role"))
    feeders = {route.from_role_id: route.from_role for route in routes if route.from_role.lane != "PRACTICE"}
    theirs: dict[int, list[Requirement]] = {pk: [] for pk in feeders}
    for one in Requirement.objects.in_use().filter(role__in=feeders):
        theirs[one.role_id].append(one)
    return Asked(
        list(Requirement.objects.in_use().filter(role=role)),
        list(StatutoryNote.objects.of_role(role)),
        [(feeder, theirs[pk]) for pk, feeder in feeders.items()],
        [family for family, _routes in Counter(sorted(route.family for route in routes)).most_common()],
        routes,
    )


def _before(feeders: list[tuple[Role, list[Requirement]]], facts: Facts, said: Mapping[int, OtherWay]) -> list[Before]:
    """The roles before that the person's profession may hold, the one they have most of first."""
    found = [
        Before(role, tally((one.strength == MUST, _judged(one, facts, said).verdict) for one in requirements))
        for role, requirements in feeders
        if not (facts.family and role.families and facts.family not in role.families)
    ]
    return sorted(found, key=lambda one: (one.counts.total - one.counts.have, one.role.title))


def _judged(requirement: Requirement, facts: Facts, said: Mapping[int, OtherWay]) -> Finding:
    return judge(requirement.rule, requirement.options, facts, says_other_way=requirement.pk in said)


def _line(role: Role, requirement: Requirement, finding: Finding, said: OtherWay | None, planned: set) -> Line:
    rule = RULES[requirement.rule]
    wants_steps = finding.verdict in (Verdict.NOT_YET, Verdict.PARTLY, Verdict.NOT_TOLD)
    steps = [
        Step(number, step["words"], step["kind"], _is_in(planned, requirement, step["words"]))
        for number, step in enumerate(requirement.steps[:MOST_STEPS] if wants_steps else [])
    ]
    is_open = finding.verdict == Verdict.NOT_TOLD
    tell = reverse("gap-tell", args=[role.slug, requirement.code]) if is_open else ""
    return Line(requirement, finding, str(rule.words), Words(rule.source), steps, tell, said)


def in_words(counts: Tally) -> str:
    """Counts that add up, never a percentage."""
    sentences = [have_words(counts)]
    if counts.must_not_yet:
        sentences.append(
            ngettext(
                "%(n)d is a must-have that you do not have yet.",
                "%(n)d are must-haves that you do not have yet.",
                counts.must_not_yet,
            )
            % {"n": counts.must_not_yet}
        )
    if counts.other_not_yet:
        sentences.append(
            ngettext("%(n)d other is for later.", "%(n)d others are for later.", counts.other_not_yet)
            % {"n": counts.other_not_yet}
        )
    return " ".join([*sentences, *not_told_words(counts)])


def have_words(counts: Tally) -> str:
    words = ngettext(
        "You have all or part of %(have)d of the %(total)d thing people usually have.",
        "You have all or part of %(have)d of the %(total)d things people usually have.",
        counts.total,
    )
    return words % {"have": counts.have, "total": counts.total}


def not_told_words(counts: Tally) -> list[str]:
    return [_("We do not know about %(n)d.") % {"n": counts.not_told}] if counts.not_told else []


def closed_words(role: Role) -> str:
    names = [str(FAMILY_BY_CODE[code].name) for code in role.families if code in FAMILY_BY_CODE]
    return _("This role is for people from: %(names)s.") % {"names": ", ".join(names)}


def like_roles(role: Role, family: str) -> list[Role]:
    """Roles of the same reach that this family may hold: the closest first."""
    near = (
        Role.objects.current()
        .exclude(pk=role.pk)
        .open_to(family)
        .filter(tier__gte=role.tier - 1, tier__lte=role.tier + 1)
        .exclude(lane="PRACTICE")
    )
    return sorted(near, key=lambda r: (abs(r.tier - role.tier), not r.families, r.stage != role.stage, r.title))[
        :MOST_LIKE
    ]


def _is_in(planned: set, requirement: Requirement, words: str) -> bool:
    """Whether a step is in the plan, which keeps the words as they were shown, in either language."""
    return any((requirement.pk, said) in planned for said in (plain(words), f"{words}"))


def plan_words(requirement: Requirement, number: int) -> tuple[str, str] | None:
    """Words, as shown, and kind of one of a requirement's steps, when there is such a step."""
    steps: Iterable = requirement.steps[:MOST_STEPS]
    for place, step in enumerate(steps):
        if place == number:
            return f"{step['words']}", PlanAction.Kind(step["kind"]).value
    return None


def row_address(role: Role, requirement: Requirement) -> str:
    """Where the focus returns to after an action was added."""
    return f"{reverse('gap', args=[role.slug])}#{requirement.code}"
