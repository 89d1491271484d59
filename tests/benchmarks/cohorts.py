"""Figures of a cohort from its counts of the night, beside counting when asked and beside people as objects.

`./test bench cohorts [PEOPLE]` (400,000 unless given; the register is measured at 1,600,000). Cohorts of 50,000 people,
each person with 8 yearly answers. The three ways in turn, and they must say the same; then the run of a night over all
cohorts. One JSON object a line: milliseconds, ratios, and seconds for the night.
"""

import json
import statistics
import time
from collections import Counter

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from profiles.models import Interest
from talent_register.common.bulk import insert_select
from tests.benchmarks._goals import goal
from tests.benchmarks._people import fill, how_many, unrecorded
from tests.factories.tracking import CohortFactory
from tracking.actions import rollups
from tracking.models import Cohort, CohortMember, CohortRollup
from tracking.presenters import cohort_figures

SIZE, EVENTS, ROUNDS = 50_000, 8, 9
MEMBER = {
    "cohort": "%(cohort)s",
    "clinician": "c.id",
    "from_date": "(current_date - interval '4 years')::date",
}
OF_SIZE = """
    FROM (SELECT id FROM profiles_clinician WHERE reference LIKE 'BENCH-%%' ORDER BY id
          OFFSET %(before)s LIMIT %(size)s) c
"""
SAID = {
    "clinician": "c.id",
    "stage": "(ARRAY['NOT_STARTED', 'TEAM', 'SERVICE', 'ORGANISATION', 'SYSTEM', 'UNSURE'])[1 + (c.id + year) %% 6]",
    "next_step": "'GROW'",
    "from_date": "current_date - 365 * year",
    "at": "now()",
    "how": "'review'",
}
EACH_YEAR = """
    FROM profiles_clinician c, generate_series(0, %(events)s - 1) year WHERE c.reference LIKE 'BENCH-%%'
"""


def main() -> None:
    people = how_many(400_000)
    user = fill(people)
    cohorts = fill_cohorts(max(1, people // SIZE))
    started = time.perf_counter()
    rollups.count_all(at=timezone.now())
    night = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE tracking_cohortcount")
    dashboard(cohorts[len(cohorts) // 2], people, user)
    line = {"bench": "cohorts, a night", "people": people, "cohorts": len(cohorts), "events": people * EVENTS}
    print(json.dumps({**line, "seconds": round(night, 1)}), flush=True)
    goal("cohorts", "seconds of a night", round(night, 1), at_most=600)


def fill_cohorts(count: int) -> list[Cohort]:
    """So many cohorts of the people made before, each person with an answer a year."""
    cohorts = [CohortFactory(name=f"Cohort {number}") for number in range(count)]
    with unrecorded(CohortMember, Interest):
        for number, cohort in enumerate(cohorts):
            values = {"cohort": cohort.pk, "before": number * SIZE, "size": SIZE}
            insert_select(CohortMember, MEMBER, OF_SIZE, values)
        insert_select(Interest, SAID, EACH_YEAR, {"events": EVENTS})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE tracking_cohortmember, profiles_interest")
    return cohorts


def ahead(cohort: Cohort, user) -> dict:
    return _told(cohort_figures.figures(cohort, user, timezone.localdate()))


def now(cohort: Cohort, user) -> dict:
    """As of a cohort that was never counted."""
    rollup = CohortRollup.objects.filter(cohort=cohort)
    as_at = rollup.get().as_at
    rollup.update(as_at=None)
    try:
        return ahead(cohort, user)
    finally:
        rollup.update(as_at=as_at)


def _told(figures) -> dict:
    return {table.key: table.rows() for table in figures.tables}


def objects(cohort: Cohort, user) -> Counter:
    """What a plain page would do: read the people, and count them in Python."""
    said = Interest.objects.filter(clinician=OuterRef("clinician"), from_date__lte=OuterRef("from_date"))
    places = CohortMember.objects.visible_to(user).now().filter(cohort=cohort).select_related("clinician__region")
    places = places.annotate(before=Subquery(said.order_by("-from_date", "-id").values("stage")[:1]))
    return Counter((place.before, place.clinician.stage, place.clinician.region.name) for place in places)


def dashboard(cohort: Cohort, people: int, user) -> None:
    spent: dict = {"ahead": [], "now": [], "objects": []}
    assert ahead(cohort, user) == now(cohort, user), "Counted ahead and counted now say different things."
    for turn in range(ROUNDS + 1):
        for name, way in (("ahead", ahead), ("now", now), ("objects", objects)):
            if name == "objects" and turn > 2:
                continue
            started = time.perf_counter()
            way(cohort, user)
            if turn:
                spent[name].append((time.perf_counter() - started) * 1000)
    middle = {name: statistics.median(times) for name, times in spent.items()}
    line: dict = {"bench": "cohorts", "people": people, "members": SIZE, "events": SIZE * EVENTS}
    line |= {f"{name}_ms": round(ms, 1) for name, ms in middle.items()}
    line |= {f"{name}_over_ahead": round(middle[name] / middle["ahead"], 1) for name in ("now", "objects")}
    print(json.dumps(line), flush=True)
    goal("cohorts", "milliseconds of a dashboard", line["ahead_ms"], at_most=300)
