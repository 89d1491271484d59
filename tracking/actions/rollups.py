"""Counting cohorts ahead: all of them every night, and within minutes those in which people came, left or withdrew."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from profiles.models import SHOWN, Clinician
from tracking import cohort_kinds, cohort_months
from tracking.models import Cohort, CohortCount, CohortMember, CohortMonth, CohortRollup, CohortTouch

KIND = ("region_id", "by_region", "by_nation", "before", "stage", "review", "people")
COLUMNS = (
    *("clinician__region", "clinician__shares_with_region", "clinician__shares_with_nation"),
    *("before", "clinician__stage", "review"),
)


@transaction.atomic
def count(*, cohort: Cohort, at: datetime) -> int:
    """Count one cohort as it is. Returns how many kinds of people it has.

    Touches are taken away before people are read: one that is made meanwhile stays, and the counts are not used.
    """
    CohortRollup.objects.get_or_create(cohort=cohort)
    CohortRollup.objects.select_for_update().get(cohort=cohort)
    CohortTouch.objects.filter(cohort_key=cohort.pk).delete()
    CohortCount.objects.filter(cohort=cohort).delete()
    CohortMonth.objects.filter(cohort=cohort).delete()
    shown = CohortMember.objects.filter(cohort=cohort, clinician__in=Clinician.objects.filter(SHOWN))
    kinds = cohort_kinds.counted(shown, timezone.localdate(at)).values_list(*COLUMNS).annotate(n=Count("pk"))
    rows = [CohortCount(cohort=cohort, **dict(zip(KIND, kind, strict=True))) for kind in kinds]
    CohortCount.objects.bulk_create(rows)
    months = cohort_months.counted(shown, timezone.localdate(at))
    CohortMonth.objects.bulk_create([CohortMonth(cohort=cohort, **_named(row)) for row in months])
    CohortRollup.objects.filter(cohort=cohort).update(as_at=at)
    return len(rows)


def _named(row: cohort_months.Row) -> dict:
    return {"region_id": row.region, **{name: value for name, value in row._asdict().items() if name != "region"}}


def count_all(*, at: datetime) -> int:
    """Count every cohort, each by itself, so that one night cut short loses one cohort. Returns how many."""
    return _each(Cohort.objects.all(), at)


def count_touched(*, at: datetime) -> int:
    """Count the cohorts whose counts do not hold any more, and those never counted. Returns how many."""
    touched = Cohort.objects.filter(pk__in=CohortTouch.objects.values("cohort_key"))
    done = _each(touched | Cohort.objects.filter(rollup__isnull=True), at)
    CohortTouch.objects.exclude(cohort_key__in=Cohort.objects.values("pk")).delete()
    return done


def _each(cohorts: QuerySet[Cohort], at: datetime) -> int:
    found = list(cohorts.order_by("pk"))
    for cohort in found:
        count(cohort=cohort, at=at)
    return len(found)
