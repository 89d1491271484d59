"""What staff may ask for besides words: filters with counts (facets), and those that lie in other tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from profiles.models import Post, Training
from tracking.choices import WorkingPattern
from tracking.models import Cohort, CohortMember

NO_COHORT = "none"


@dataclass(frozen=True)
class Criteria:
    """What staff ask for. Protected characteristics can never be part of it.

    `chosen` are the values of facets by their names; the others have no counts.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cohort: str = ""
    specialty: str = ""
    employer: str = ""
    pattern: str = ""
    sort: str = ""


# Rows of which each names a person as `clinician`, and whether those people are wanted (or all others).
Others = Sequence[tuple[QuerySet, bool]]


@dataclass(frozen=True)
class Among:
    """A filter without counts as keys of people, and whether they are wanted. Whoever is of one of some professions, by
    their codes, belongs to them too: of professions there are bits, so nobody need be read."""

    keys: QuerySet
    is_wanted: bool = True
    professions: tuple[str, ...] = ()


def others(criteria: Criteria, user) -> Others:
    """The filters that are no facets. `employer` is a kind of organisation."""
    found: list[tuple[QuerySet, bool]] = []
    if criteria.specialty:
        found.append((Training.objects.filter(ended_on__isnull=True, specialty__code=criteria.specialty), True))
    post = Q()
    if criteria.employer:
        post &= Q(organisation__kind=criteria.employer)
    if criteria.pattern:
        post &= Q(whole_time__lt=1) if criteria.pattern == WorkingPattern.PART else Q(whole_time=1)
    if post:
        found.append((Post.objects.filter(post, ended_on__isnull=True), True))
    if criteria.cohort == NO_COHORT:
        found.append((_places(user), False))
    elif criteria.cohort:
        cohorts = Cohort.objects.visible_to(user).filter(slug=criteria.cohort)
        found.append((CohortMember.objects.now().filter(cohort__in=cohorts), True))
    return found


def without_counts(people: QuerySet, criteria: Criteria, user) -> QuerySet:
    """People who fit the filters that are no facets."""
    for rows, is_wanted in others(criteria, user):
        has = Exists(rows.filter(clinician=OuterRef("pk")))
        people = people.filter(has if is_wanted else ~has)
    return people


def _places(user) -> QuerySet:
    """Places in open cohorts that the user may see; other teams' cohorts tell nothing."""
    return CohortMember.objects.now().filter(cohort__in=Cohort.objects.visible_to(user).open())
