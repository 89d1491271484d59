"""What staff may ask for besides words: filters with counts (facets), and those that lie in other tables."""

from collections.abc import Mapping
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

    @property
    def is_of_facets_alone(self) -> bool:
        """Whether only filters with counts are asked for."""
        return not (self.text.strip() or self.cohort or self.specialty or self.employer or self.pattern)


def without_counts(people: QuerySet, criteria: Criteria, user) -> QuerySet:
    """People who fit the filters that are no facets. `employer` is a kind of organisation."""
    if criteria.specialty:
        training = Training.objects.filter(ended_on__isnull=True, specialty__code=criteria.specialty)
        people = people.filter(Exists(training.filter(clinician=OuterRef("pk"))))
    post = Q()
    if criteria.employer:
        post &= Q(organisation__kind=criteria.employer)
    if criteria.pattern:
        post &= Q(whole_time__lt=1) if criteria.pattern == WorkingPattern.PART else Q(whole_time=1)
    if post:
        people = people.filter(Exists(Post.objects.filter(post, ended_on__isnull=True, clinician=OuterRef("pk"))))
    return _in_cohort(people, criteria.cohort, user)


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
