"""Keeping the bits that filters are counted by: anew for a new day, and those of whoever changed."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from tracking.models import FacetBits, FacetRun
from tracking.search import making

ONLY, MOST_CHANGES = 1, 100_000


@transaction.atomic
def refresh(*, at: datetime) -> int:
    """Bring the bits into line. Returns how many changes were taken in.

    Changes are taken away before people are read: one that is made meanwhile stays, and its person is counted from
    their row until the next time. The row of the run is locked, so that one process at a time does this, and so that
    whoever says that no bits may be used has the last word.
    """
    FacetRun.objects.get_or_create(pk=ONLY)
    run = FacetRun.objects.select_for_update().get(pk=ONLY)
    today, changed, moment = timezone.localdate(at), _take_changes(), _moment()
    if run.day != today or len(changed) > MOST_CHANGES:
        FacetBits.objects.all().delete()
        making.make(today, moment)
        FacetRun.objects.filter(pk=ONLY).update(day=today, made=[moment])
    elif changed:
        making.mend(changed, today, moment)
        FacetRun.objects.filter(pk=ONLY).update(made=[*run.made, moment])
    return len(changed)


def forget_gone() -> None:
    """Take away the bits of people who were erased."""
    refresh(at=timezone.now())


def _take_changes() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tracking_facetchange RETURNING person")
        return sorted({person for (person,) in cursor.fetchall()})


def _moment() -> datetime:
    """By the clock of the database, which no test stops: no two makings may have the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
