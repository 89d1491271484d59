"""Keeping the bits that filters are counted by: anew for a new day, and the blocks in which somebody changed."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from profiles.models import Clinician
from tracking.models import FacetBits, FacetRun
from tracking.models.facets import BLOCK
from tracking.search import bits

ONLY, MOST_BLOCKS = 1, 50


@transaction.atomic
def refresh(*, at: datetime) -> int:
    """Bring the bits into line. Returns how many changes were taken in.

    Changes are taken away before people are read: one that is made meanwhile stays, and its person is counted from
    their row until the next time. The row of the run is locked, so that one process at a time does this, and so that
    whoever says that no bits may be used has the last word.
    """
    FacetRun.objects.get_or_create(pk=ONLY)
    run = FacetRun.objects.select_for_update().get(pk=ONLY)
    today = timezone.localdate(at)
    changed = _take_changes()
    blocks = sorted({person // BLOCK for person in changed})
    if run.day != today or len(blocks) > MOST_BLOCKS:
        FacetBits.objects.all().delete()
        bits.make(Clinician.objects.all(), today)
        FacetRun.objects.filter(pk=ONLY).update(day=today)
        return len(changed)
    if blocks:
        FacetBits.objects.filter(block__in=blocks).delete()
        within = Q()
        for block in blocks:
            within |= Q(pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)
        bits.make(Clinician.objects.filter(within), today)
    return len(changed)


def forget_gone() -> None:
    """Take away the bits of people who were erased."""
    refresh(at=timezone.now())


def _take_changes() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tracking_facetchange RETURNING person")
        return {person for (person,) in cursor.fetchall()}
