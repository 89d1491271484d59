"""Counting private answers of cohorts, in the night only, and never so that two figures say what one person said."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from profiles.models import SHOWN, Clinician
from tracking import cohort_tallies
from tracking.cohort_tallies import Fresh, Key
from tracking.models import Cohort, CohortMember, CohortRollup, CohortTally
from tracking.rules.overlap import LEAST_CHANGE, Sketch, is_far, may_tell

KEPT_DAYS = 800  # two rounds of yearly answers


def count_all(*, at: datetime) -> int:
    """Look at every cohort, each by itself. Returns how many."""
    CohortTally.objects.filter(is_current=False, at__lt=at - timedelta(days=KEPT_DAYS)).delete()
    cohorts = list(Cohort.objects.select_related("owner").order_by("pk"))
    for cohort in cohorts:
        count(cohort=cohort, at=at)
    return len(cohorts)


@transaction.atomic
def count(*, cohort: Cohort, at: datetime) -> None:
    """Tell of one cohort what may be told anew, and leave what may not as it was told before."""
    rollup, _is_new = CohortRollup.objects.select_for_update().get_or_create(cohort=cohort)
    members = CohortMember.objects.filter(cohort=cohort, clinician__in=Clinician.objects.filter(SHOWN)).now()
    fresh = cohort_tallies.counted(members.order_by().values("clinician"), timezone.localdate(at))
    current = {_key(one): one for one in CohortTally.objects.current().filter(cohort=cohort)}
    # Where what two teams may see is nearly the same, it is told to those who own the cohort.
    for key, tally in sorted(fresh.items(), key=lambda pair: pair[0][0] != cohort.owner.region_id):
        _tell(cohort, key, tally, current.get(key), at)
    for key, tally in current.items():
        if key not in fresh and is_far(Sketch.of([]), _sketch(tally)):
            _past(tally)
    rollup.tallied_at = at
    rollup.save(update_fields=["tallied_at"])


def _tell(cohort: Cohort, key: Key, fresh: Fresh, current: CohortTally | None, at: datetime) -> None:
    """Keep the figure of this night in place of the last, unless they, or any two, come too close."""
    region, about, subject = key
    sketch = fresh.sketch
    if current and _sketch(current) == sketch:
        return
    # Whoever has more or fewer answers by that many is far: those need not be read.
    near = Q(people__gt=sketch.answers - LEAST_CHANGE, people__lt=sketch.answers + LEAST_CHANGE)
    others = CohortTally.objects.filter(near, about=about, subject=subject)
    if not may_tell(sketch, map(_sketch, others.iterator())):
        return
    if current:
        _past(current)
    CohortTally.objects.create(
        cohort=cohort,
        region_id=region,
        about=about,
        subject=subject,
        at=at,
        figures=fresh.figures,
        people=sketch.answers,
        buckets=list(sketch.buckets),
        mark=sketch.mark,
    )


def _past(tally: CohortTally) -> None:
    """Shown no more. That it was once shown is kept, and what it said is not."""
    tally.is_current, tally.figures = False, []
    tally.save(update_fields=["is_current", "figures"])


def _key(tally: CohortTally) -> Key:
    return (tally.region_id, tally.about, tally.subject)


def _sketch(tally: Any) -> Sketch:
    return Sketch(tuple(tally.buckets), tally.mark)
