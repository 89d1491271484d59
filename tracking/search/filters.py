"""What staff may ask for besides words, and what each filter means."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracking.choices import ReviewState
from tracking.models import Cohort, CohortMember
from tracking.rules.reminders import DUE_SOON_DAYS

NO_COHORT = "none"


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


def filtered(people: QuerySet, criteria: Criteria, today: datetime.date, user) -> QuerySet:
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
