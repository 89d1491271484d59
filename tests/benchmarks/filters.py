"""A filtered page with its exact count, the counts of every choice and 50 rows, beside what a plain Django list does.

`./test bench filters [PEOPLE]` (200,000 unless given). The plain list has an index on each of thirteen columns, counts
with count(*) and groups four times. Both in turn on the same people; then the first page and a page far behind.
One JSON object a line: milliseconds and ratios.
"""

import json
import random
import statistics
import time
from datetime import date

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from profiles.models import Clinician, NextStep, Profession, Stage
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tests.benchmarks._people import fill, how_many
from tracking.actions import facets
from tracking.presenters.people import with_work
from tracking.search import Criteria, count, find
from tracking.search.pages import page_of

SEARCHES, ROWS, TODAY = 24, 50, date.today()
COLUMNS = (
    *("state", "profession_id", "region_id", "stage", "next_step", "career_stage", "nation", "review_due_on"),
    *("registered_at", "first_interest_on", "shares_with_region", "shares_with_nation", "birth_date"),
)
GROUPED = ("region__code", "profession__code", "stage", "next_step")
LOOKUPS = {"region": "region__code", "family": "profession__family", "stage": "stage", "next": "next_step"}


def main() -> None:
    people = how_many(200_000)
    user = fill(people)
    with connection.cursor() as cursor:
        for column in COLUMNS:
            cursor.execute(f"CREATE INDEX bench_{column} ON profiles_clinician ({column})")
        cursor.execute("ANALYZE profiles_clinician")
    started = time.perf_counter()
    facets.refresh(at=timezone.now())
    print(json.dumps({"bench": "facet bits", "people": people, "seconds": round(time.perf_counter() - started, 1)}))
    chance = random.Random(3)
    report("filters", people, [_filters(chance) for _n in range(SEARCHES)], user)
    deep(people, user)


def _filters(chance: random.Random) -> dict[str, tuple[str, ...]]:
    """One to three filters, as people choose them."""
    values = {
        "region": list(Region.objects.filter(kind="NHS_REGION").values_list("code", flat=True)),
        "family": list(Profession.objects.order_by("family").values_list("family", flat=True).distinct()),
        "stage": list(Stage.values),
        "next": list(NextStep.values),
    }
    names = chance.sample(sorted(values), chance.randint(1, 3))
    return {name: tuple(chance.sample(values[name], 1 if name in {"region", "family"} else 2)) for name in names}


def ours(user, chosen) -> tuple[int, list]:
    criteria = Criteria(chosen=chosen)
    found = find(user, criteria, TODAY)
    counted = count(user, found, criteria, TODAY)
    total = counted.total
    page = page_of(with_work(found.page_by(counted)), total, sort="name", size=ROWS, at={})
    return total, list(page.object_list)


def plain(user, chosen) -> tuple[int, list]:
    people = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH)
    people = people.filter(**{f"{LOOKUPS[name]}__in": values for name, values in chosen.items()})
    total = people.count()
    for column in GROUPED:
        list(people.order_by().values(column).annotate(n=Count("pk")))
    return total, list(with_work(people.order_by("family_name", "given_names", "pk"))[:ROWS])


def report(kind: str, people: int, asked: list, user) -> None:
    spent: dict = {"ours": [], "plain": []}
    for number, chosen in enumerate([asked[0], *asked]):
        totals = set()
        for name, way in (("ours", ours), ("plain", plain)):
            started = time.perf_counter()
            totals.add(way(user, chosen)[0])
            if number:
                spent[name].append((time.perf_counter() - started) * 1000)
        assert len(totals) == 1, f"The two ways count differently: {totals} for {chosen}"
    line: dict = {"bench": kind, "people": people, "searches": len(asked)}
    for name, times in spent.items():
        line[f"{name}_p50_ms"] = round(statistics.median(times), 1)
        line[f"{name}_p95_ms"] = round(sorted(times)[int(len(times) * 0.95) - 1], 1)
    line["plain_over_ours"] = round(line["plain_p50_ms"] / line["ours_p50_ms"], 1)
    print(json.dumps(line), flush=True)


def deep(people: int, user) -> None:
    """The first page against one that begins behind half of everybody, by the last person seen and by OFFSET."""
    found = find(user, Criteria(), TODAY).people
    half = found.count() // 2
    edge = found[half].reference
    spent: dict = {"first": [], "deep": [], "offset": []}
    ways = {
        "first": lambda: page_of(found, people, sort="name", size=ROWS, at={}),
        "deep": lambda: page_of(found, people, sort="name", size=ROWS, at={"after": edge}),
        "offset": lambda: list(found[half + 1 : half + 1 + ROWS]),
    }
    for _n in range(7):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            spent[name].append((time.perf_counter() - started) * 1000)
    line = {f"{name}_ms": round(statistics.median(times[1:]), 1) for name, times in spent.items()}
    print(json.dumps({"bench": "pages", "people": people, "behind": half, **line}), flush=True)
