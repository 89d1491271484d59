"""Kinds of people in a cohort and how many there are of each: counted now, or as they were counted ahead."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from profiles.models import Interest

from .choices import ReviewState
from .models import Cohort, CohortCount, CohortMember, CohortRollup, CohortTouch
from .rules.reminders import DUE_SOON_DAYS

OLDEST_DAYS = 1


class Kind(NamedTuple):
    """People who said the same when they joined and say the same now, with the same review, in one region."""

    before: str
    stage: str
    review: str
    region: str
    people: int


@dataclass(frozen=True)
class Counted:
    """The kinds of a cohort, as at a day."""

    kinds: list[Kind]
    day: date


def of(cohort: Cohort, user: Any, today: date) -> Counted:
    """Of the people in the cohort whom the user may see. Counted ahead where that holds, else now."""
    if day := counted_ahead(cohort, today):
        rows = CohortCount.objects.visible_to(user).filter(cohort=cohort).order_by()
        columns = ("before", "stage", "review", "region__name")
        return Counted(_kinds(rows.values_list(*columns).annotate(n=Sum("people"))), day)
    places = CohortMember.objects.visible_to(user).filter(cohort=cohort)
    told = counted(places, today).values_list("before", "clinician__stage", "review", "clinician__region__name")
    return Counted(_kinds(told.annotate(n=Count("pk"))), today)


def counted(places: QuerySet, today: date) -> QuerySet:
    """Places held now, each with what its person said when they joined, and how their review stands."""
    said = Interest.objects.filter(clinician=OuterRef("clinician"), from_date__lte=OuterRef("from_date"))
    before = said.order_by("-from_date", "-id").values("stage")[:1]
    return (
        places.now()
        .order_by()
        .annotate(
            before=Coalesce(Subquery(before), Value("")),
            review=Case(
                *(When(_review_is(state, today), then=Value(state)) for state in ReviewState.values),
                default=Value(""),
                output_field=CharField(),
            ),
        )
    )


def _review_is(state: str, today: date) -> Q:
    soon = today + timedelta(days=DUE_SOON_DAYS)
    due = "clinician__review_due_on"
    return {
        ReviewState.OVERDUE: Q(**{f"{due}__lt": today}),
        ReviewState.DUE: Q(**{f"{due}__gte": today, f"{due}__lte": soon}),
        ReviewState.UP_TO_DATE: Q(**{f"{due}__gt": soon}),
    }[ReviewState(state)]


def counted_ahead(cohort: Cohort, today: date) -> date | None:
    """The day of counts that still hold: nobody came, left or changed who may see them since."""
    if CohortTouch.objects.filter(cohort_key=cohort.pk).exists():
        return None
    as_at = CohortRollup.objects.filter(cohort=cohort).values_list("as_at", flat=True).first()
    day = timezone.localdate(as_at) if as_at else None
    return day if day and today - timedelta(days=OLDEST_DAYS) <= day <= today else None


def _kinds(rows: QuerySet) -> list[Kind]:
    return [Kind(before, stage, review, region or "", n) for before, stage, review, region, n in rows]
