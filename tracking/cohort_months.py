"""Yearly reviews of a cohort by the month they fell due: counted now, or as they were counted ahead."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import TruncMonth

from profiles.models import Clinician

from .cohort_kinds import counted_ahead
from .models import Cohort, CohortMember, CohortMonth, YearlyReview

MONTHS = 6  # this one and those before


class Row(NamedTuple):
    """Reviews of people in one region, with who may see them, that fell due in one month."""

    region: int | None
    by_region: bool
    by_nation: bool
    month: date
    due: int
    done: int


def of(cohort: Cohort, user: Any, today: date) -> list[tuple[date, int, int]]:
    """(month, due, done) of the people in the cohort whom the user may see, the earliest month first.

    Counted ahead where that holds. A cohort without a single review is counted now, as one that was never counted.
    """
    day = counted_ahead(cohort, today)
    found = _ahead(cohort, user) if day else {}
    if not found:
        day = today
        places = CohortMember.objects.visible_to(user).filter(cohort=cohort)
        due, done = Counter[date](), Counter[date]()
        for row in counted(places, today):
            due[row.month] += row.due
            done[row.month] += row.done
        found = {month: (due[month], done[month]) for month in due}
    return [(month, *found.get(month, (0, 0))) for month in months(day or today)]


def _ahead(cohort: Cohort, user: Any) -> dict[date, tuple[int, int]]:
    rows = CohortMonth.objects.visible_to(user).filter(cohort=cohort).order_by()
    summed = rows.values_list("month").annotate(due_then=Sum("due"), done_since=Sum("done"))
    return {month: (due, done) for month, due, done in summed}


def counted(places: QuerySet[CohortMember], today: date) -> Iterator[Row]:
    """What is done, and what is not and stands with the person: a review that is done moves their day on."""
    people = places.now().order_by().values("clinician")
    first, end = months(today)[0], _next(months(today)[-1])
    who = ("who_region", "who_shares", "who_shares_nation", "month")
    done = YearlyReview.objects.filter(clinician__in=people, done_at__isnull=False, due_on__gte=first, due_on__lt=end)
    missing = Clinician.objects.filter(pk__in=people, review_due_on__gte=first, review_due_on__lt=end)
    for found, path, day, is_done in ((done, "clinician__", "due_on", 1), (missing, "", "review_due_on", 0)):
        columns = {
            "who_region": F(f"{path}region"),
            "who_shares": F(f"{path}shares_with_region"),
            "who_shares_nation": F(f"{path}shares_with_nation"),
            "month": TruncMonth(day),
        }
        grouped = found.order_by().annotate(**columns).values_list(*who).annotate(n=Count("pk"))
        for region, by_region, by_nation, month, n in grouped:
            yield Row(region, by_region, by_nation, month, n, n * is_done)


def months(today: date) -> list[date]:
    """The first days of this month and of those before it, the earliest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        year, month = (found[0].year, found[0].month - 1) if found[0].month > 1 else (found[0].year - 1, 12)
        found.insert(0, date(year, month, 1))
    return found


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
