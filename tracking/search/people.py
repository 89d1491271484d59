"""Finding people: one function from criteria to a queryset, so that another form of it can take its place.

The ladder: a number is looked up exactly; names are range scans on the folded keys, in both orders; words are also
specialties, professions and employers; and where few people were found, names that are close.
"""

import datetime
from dataclasses import dataclass, field

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from profiles.models import Clinician, Registration
from talent_register.common.permissions import Permission
from tracking.choices import ReviewState
from tracking.models import Cohort, CohortMember
from tracking.rules import search as typed_rules
from tracking.rules.reminders import DUE_SOON_DAYS

from .words import known_facts, with_every_word

FEW = 20
MOST_CLOSE = 20
CLOSE_ENOUGH = 0.3
NO_COHORT = "none"
SORTS = {
    "name": ["family_key", "given_key", "id"],
    "profession": ["profession__sort", "profession__name", "family_key", "id"],
    "region": ["region__name", "family_key", "id"],
    "stage": ["stage", "family_key", "id"],
    "review": ["review_due_on", "family_key", "id"],
}


@dataclass(frozen=True)
class Criteria:
    """What staff ask for. Protected characteristics can never be part of it."""

    text: str = ""
    family: str = ""
    profession: str = ""
    region: str = ""
    stages: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    cohort: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Found:
    """The people found, in order, and how many of them only have a name that is close."""

    people: QuerySet
    close: frozenset[int] = field(default_factory=frozenset)


def find(user, criteria: Criteria, today: datetime.date) -> Found:
    """The people whom the user may see and who fit the criteria."""
    people = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH)
    people = _filtered(people, criteria, today, user)
    if not criteria.text.strip():
        return Found(people.order_by(*_order(criteria.sort or "name")))
    typed = typed_rules.read(criteria.text)
    if typed.is_number:
        return Found(people.filter(_has_number(typed)).order_by(*_order(criteria.sort or "name")))
    return _by_words(people, typed.words, criteria.sort)


# --- Filters


def _filtered(people: QuerySet, criteria: Criteria, today: datetime.date, user) -> QuerySet:
    equal = {
        "profession__family": criteria.family,
        "profession__code": criteria.profession,
        "region__code": criteria.region,
    }
    people = people.filter(**{name: value for name, value in equal.items() if value})
    if criteria.stages:
        people = people.filter(stage__in=criteria.stages)
    if criteria.next_steps:
        people = people.filter(next_step__in=criteria.next_steps)
    if criteria.reviews:
        wanted = Q(pk__in=[])
        for state in criteria.reviews:
            wanted |= review_is(state, today)
        people = people.filter(wanted)
    return _in_cohort(people, criteria.cohort, user)


def review_is(state: str, today: datetime.date) -> Q:
    """People whose yearly review is overdue, due soon or up to date."""
    soon = today + datetime.timedelta(days=DUE_SOON_DAYS)
    return {
        ReviewState.OVERDUE: Q(review_due_on__lt=today),
        ReviewState.DUE: Q(review_due_on__gte=today, review_due_on__lte=soon),
        ReviewState.UP_TO_DATE: Q(review_due_on__gt=soon),
    }[ReviewState(state)]


def in_a_cohort(user) -> Exists:
    """People in an open cohort that the user may see; other teams' cohorts tell nothing."""
    cohorts = Cohort.objects.visible_to(user).open()
    return Exists(CohortMember.objects.now().filter(clinician=OuterRef("pk"), cohort__in=cohorts))


def _in_cohort(people: QuerySet, slug: str, user) -> QuerySet:
    if slug == NO_COHORT:
        return people.filter(~in_a_cohort(user))
    if slug:
        places = CohortMember.objects.now().filter(cohort__in=Cohort.objects.visible_to(user).filter(slug=slug))
        return people.filter(Exists(places.filter(clinician=OuterRef("pk"))))
    return people


def _order(sort: str) -> list:
    """The columns to order by; a minus before the name turns the first one round. Nothing known comes last."""
    first, *rest = SORTS[sort.removeprefix("-")]
    column = F(first)
    return [column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True), *rest]


# --- The ladder


def _has_number(typed: typed_rules.Typed) -> Exists:
    wanted = Q(pk__in=[])
    for regulator, number in typed.numbers:
        wanted |= Q(regulator__code=regulator, number_key=number)
    return Exists(Registration.objects.filter(wanted, clinician=OuterRef("pk")))


def _by_words(people: QuerySet, words: tuple[str, ...], sort: str) -> Found:
    """Rung by rung: names, then words as facts, then close names while few were found."""
    if not words:
        return Found(people.none())
    exact = people.filter(named(words))
    facts = [known_facts(word) for word in words]
    if any(facts) or _few(exact):
        either = Clinician.objects.filter(named(words)).values("pk").union(with_every_word(words, facts).values("pk"))
        exact = people.filter(pk__in=either)
    close = _close_to(people, exact, words) if _few(exact) else frozenset()
    found = people.filter(Q(pk__in=exact.values("pk")) | Q(pk__in=close)) if close else exact
    if sort:
        return Found(found.order_by(*_order(sort)), close)
    rank = Case(When(pk__in=close, then=Value(2)), When(named(words), then=Value(0)), default=Value(1))
    ranked = found.annotate(rank=rank, closeness=_closeness(words))
    return Found(ranked.order_by("rank", F("closeness").desc(), *SORTS["name"]), close)


def _few(people: QuerySet) -> bool:
    return people[:FEW].count() < FEW


def named(words: tuple[str, ...]) -> Q:
    """People whose names begin with the words, in either order: range scans on the folded keys."""
    anyone = Q(pk__in=[])
    for pair in typed_rules.name_pairs(words):
        one = Q()
        if pair.family:
            one &= Q(family_key__gte=pair.family, family_key__lt=typed_rules.up_to(pair.family))
        if pair.given:
            one &= Q(given_key__gte=pair.given, given_key__lt=typed_rules.up_to(pair.given))
        anyone |= one
    return anyone


def _closeness(words: tuple[str, ...]):
    """How close both names are to the words, in the better order; one word may be either name."""
    if len(words) == 1:
        return Greatest(TrigramSimilarity("family_key", words[0]), TrigramSimilarity("given_key", words[0]))
    first, last = words[0], words[-1]
    return Greatest(
        TrigramSimilarity("given_key", first) + TrigramSimilarity("family_key", last),
        TrigramSimilarity("family_key", first) + TrigramSimilarity("given_key", last),
    )


def _close_to(people: QuerySet, exact: QuerySet, words: tuple[str, ...]) -> frozenset[int]:
    """The people with the closest names, beyond those already found."""
    alike = Q(pk__in=[])
    for word in {words[0], words[-1]}:
        alike |= Q(family_key__trigram_similar=word)
        if len(words) == 1:
            alike |= Q(given_key__trigram_similar=word)
    enough = CLOSE_ENOUGH * min(len(words), 2)
    near = people.filter(alike).exclude(pk__in=exact.values("pk")).annotate(closeness=_closeness(words))
    rows = near.filter(closeness__gte=enough).order_by("-closeness", "id")[:MOST_CLOSE]
    return frozenset(rows.values_list("pk", flat=True))
