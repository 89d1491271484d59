"""A cohort's people, and what the check page says before anybody is added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Clinician
from tracking.actions.cohorts import Added
from tracking.models import Cohort, CohortMember
from tracking.registry import Gist, Part, Todo
from tracking.rules.cohorts import MOST_AT_ONCE, MOST_BY_RULE

from .people import Row, row, with_work

SHOWN = 50
MOST_SAID = 10


def own_parts(cohort: Cohort, user: Any) -> list[Part]:
    parts = [
        Part(_("People"), reverse("cohort", args=[cohort.slug])),
        Part(_("This week"), reverse("cohort-week", args=[cohort.slug])),
        Part(_("Figures"), reverse("cohort-figures", args=[cohort.slug])),
    ]
    if cohort.rule:
        parts.append(Part(_("Who came and left"), reverse("cohort-changes", args=[cohort.slug])))
    return parts


@dataclass(frozen=True)
class Member:
    row: Row
    since: date
    why: str


def places(cohort: Cohort, user: Any) -> QuerySet:
    """Who is in the cohort today, as far as the user may see them, by name."""
    people = with_work(Clinician.objects.order_by())
    now = CohortMember.objects.visible_to(user).now().filter(cohort=cohort)
    return now.prefetch_related(Prefetch("clinician", people)).order_by(
        "clinician__family_key", "clinician__given_key", "id"
    )


def member(place: CohortMember, today: date) -> Member:
    return Member(row(place.clinician, today), place.from_date, place.why_in)


@dataclass(frozen=True)
class Move:
    """One place that the rule began or ended: by its last day, the newest first."""

    place: CohortMember

    @property
    def has_left(self) -> bool:
        return self.place.to_date is not None

    @property
    def day(self) -> date:
        return self.place.to_date or self.place.from_date

    @property
    def why(self) -> str:
        return self.place.why_out if self.has_left else self.place.why_in


class Moves(Sequence):
    """Moves by page: only what is shown is fetched."""

    def __init__(self, places: QuerySet) -> None:
        self.places = places

    def __len__(self) -> int:
        return self.places.count()

    def __getitem__(self, wanted: Any) -> Any:
        return [Move(place) for place in self.places[wanted]]


def moves(cohort: Cohort, user: Any) -> Moves:
    """What the rule did, as far as the user may see the people."""
    places = CohortMember.objects.visible_to(user).filter(cohort=cohort, by_rule=True)
    return Moves(places.select_related("clinician").order_by(Coalesce("to_date", "from_date").desc(), "-pk"))


def begun(cohort: Cohort, people: int) -> str:
    words = ngettext(
        "%(name)s is ready with %(n)d person. It is checked each night",
        "%(name)s is ready with %(n)d people. It is checked each night",
        people,
    )
    return words % {"name": cohort.name, "n": people}


def rule_words(cohort: Cohort) -> str:
    """How the rule of a cohort is kept; or since when it moves nobody, and why."""
    if not cohort.rule:
        return ""
    since = {"day": date_format(cohort.rule_problem_on, "j F Y")} if cohort.rule_problem_on else {}
    if cohort.rule_problem == Cohort.RuleProblem.TOO_MANY:
        words = _(
            "Nobody has come or gone since %(day)s: the rule finds %(found)s people, and at most %(most)s can be in a "
            "cohort by rule. Make it a fixed list, or a new cohort with filters that find fewer."
        )
        return words % {**since, "found": f"{cohort.rule_found or 0:,}", "most": f"{MOST_BY_RULE:,}"}
    if cohort.rule_of is None:
        held = _("It is held: nobody has its reach any more. Nobody comes or goes until a colleague takes it over.")
        return f"{held} {_('It is so since %(day)s.') % since}" if since else held
    checked = _("It is checked each night, among the people whom %(name)s may see.") % {"name": cohort.rule_of}
    if QueryDict(cohort.rule).get("readiness"):
        kept = _("What a review meeting said of somebody counts only where no member kept out.")
        return f"{checked} {kept}"
    return checked


def rules_standing_still(user: Any, today: date) -> list[Todo]:
    """Cohorts whose rule moves nobody, for the home page of staff."""
    gist = Gist(standing_still_said, reverse("cohort-list"))
    found = Cohort.objects.visible_to(user).standing_still().order_by("rule_problem_on", "name")
    return [
        Todo(
            _("%(name)s: its rule moves nobody since %(day)s. %(why)s")
            % {
                "name": cohort.name,
                "day": date_format(cohort.rule_problem_on, "j F Y"),
                "why": cohort.get_rule_problem_display(),
            },
            reverse("cohort", args=[cohort.slug]),
            gist=gist,
        )
        for cohort in found[:MOST_SAID]
    ]


def standing_still_said(number: int) -> str:
    return ngettext("%(n)d rule of a cohort moves nobody", "%(n)d rules of cohorts move nobody", number) % {"n": number}


def moved_lately(user: Any, today: date) -> list[Todo]:
    """Cohorts in which a rule moved people in the last 7 days, for the home page of staff."""
    since = today - timedelta(days=7)
    places = CohortMember.objects.visible_to(user).moved_by_rule_since(since).values("cohort__name", "cohort__slug")
    counted = places.annotate(
        came=Count("pk", filter=Q(from_date__gte=since)), left=Count("pk", filter=Q(to_date__gte=since))
    )
    return [
        Todo(
            _("%(name)s: %(came)d came and %(left)d left in 7 days")
            % {"name": one["cohort__name"], "came": one["came"], "left": one["left"]},
            reverse("cohort-changes", args=[one["cohort__slug"]]),
            number=0,
        )
        for one in counted.filter(cohort__closed_at__isnull=True).exclude(cohort__rule="").order_by("cohort__name")[:5]
    ]


@dataclass(frozen=True)
class Check:
    """Who will be added and who will not, and why: nobody is left out in silence."""

    people: list[Row]
    to_add: int
    already: list[Row]
    already_count: int
    missing: int
    most: int = MOST_AT_ONCE

    @property
    def more(self) -> int:
        return self.to_add - len(self.people)

    @property
    def more_already(self) -> int:
        return self.already_count - len(self.already)

    @property
    def is_too_many(self) -> bool:
        return self.to_add + self.already_count > self.most


def check(cohort: Cohort, chosen: QuerySet, missing: int, today: date) -> Check:
    inside = cohort.members.now().values("clinician")
    new, old = chosen.exclude(pk__in=inside), chosen.filter(pk__in=inside)
    return Check(
        people=[row(person, today) for person in with_work(new)[:SHOWN]],
        to_add=new.count(),
        already=[row(person, today) for person in with_work(old)[:SHOWN]],
        already_count=old.count(),
        missing=missing,
    )


def told(cohort: Cohort, done: Added, missing: int) -> list[str]:
    """What happened to everybody who was chosen."""
    added = ngettext("%(n)d person added to %(cohort)s", "%(n)d people added to %(cohort)s", done.added)
    words = [added % {"n": done.added, "cohort": cohort.name}]
    if done.already:
        stayed = ngettext("%(n)d person was in it already", "%(n)d people were in it already", done.already)
        words.append(stayed % {"n": done.already})
    if missing:
        hidden = ngettext(
            "%(n)d person was not added: they do not share their profile with you now",
            "%(n)d people were not added: they do not share their profile with you now",
            missing,
        )
        words.append(hidden % {"n": missing})
    return words
