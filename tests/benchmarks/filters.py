"""A filtered page with its exact count, the counts of every choice and 50 rows, beside what a plain Django list does.

`./test bench filters [PEOPLE]` (200,000 unless given). The plain list has an index on each of thirteen columns, counts
with count(*) and groups four times. Both in turn on the same people; then everybody in each order, words that mean many
people, and the first page and a page far behind.
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
from tests.benchmarks._goals import goal
from tests.benchmarks._people import fill, how_many
from tracking.actions import facets
from tracking.presenters.people import in_place, with_their_work, with_work
from tracking.search import SORTS, Criteria, count, find
from tracking.search.pages import page_of
from tracking.search.people import order_of

SEARCHES, ROWS, TODAY = 24, 50, date.today()
WORDS = ("nurse", "doctor", "smith", "jones", "mary", "mary smith", "smith nurse", "jo", "pharmacist", "smtih")
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
    report("filters", people, [{"chosen": _filters(chance)} for _n in range(SEARCHES)], user)
    orders = [sort for by in SORTS for sort in (by, f"-{by}")]
    report("orders", people, [{"sort": sort} for sort in orders], user)
    report("words", people, [{"text": words} for words in WORDS], user, ways=("ours",))
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


def ours(user, asked) -> tuple[int, list]:
    criteria = Criteria(**asked)
    found = find(user, criteria, TODAY)
    counted = count(user, found, criteria, TODAY)
    total = counted.total
    sort = criteria.sort or ("" if criteria.text else "name")
    page = page_of(found.page_by(counted, in_place), total, sort=sort, size=ROWS, at={})
    return total, with_their_work(page.object_list)


def plain(user, asked) -> tuple[int, list]:
    chosen, order = asked.get("chosen", {}), order_of(asked.get("sort", "name"))
    people = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH)
    people = people.filter(**{f"{LOOKUPS[name]}__in": values for name, values in chosen.items()})
    total = people.count()
    for column in GROUPED:
        list(people.order_by().values(column).annotate(n=Count("pk")))
    return total, list(with_work(people.order_by(*order))[:ROWS])


def report(kind: str, people: int, asked: list, user, ways=("ours", "plain")) -> None:
    """Of words there is no plain way that finds the same: the benchmark of searching compares them."""
    spent: dict = {name: [] for name in ways}
    for number, one in enumerate([asked[0], *asked]):
        totals = set()
        for name in ways:
            started = time.perf_counter()
            totals.add({"ours": ours, "plain": plain}[name](user, one)[0])
            if number:
                spent[name].append((time.perf_counter() - started) * 1000)
        assert len(totals) == 1, f"The two ways count differently: {totals} for {one}"
    line: dict = {"bench": kind, "people": people, "searches": len(asked)}
    for name, times in spent.items():
        line[f"{name}_p50_ms"] = round(statistics.median(times), 1)
        line[f"{name}_p95_ms"] = round(sorted(times)[int(len(times) * 0.95) - 1], 1)
    if "plain" in ways:
        line["plain_over_ours"] = round(line["plain_p50_ms"] / line["ours_p50_ms"], 1)
    print(json.dumps(line), flush=True)
    goal(kind, "p95, milliseconds", line["ours_p95_ms"], at_most=100)
    if "plain" in ways:
        goal(kind, "times faster than single-column indexes", line["plain_over_ours"], at_least=5)


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
    goal("pages", "a deep page, times the first", round(line["deep_ms"] / line["first_ms"], 1), at_most=2)
