"""The gap view of the largest role against the page of goals, which is nearly empty, alternately in one run.

`./test bench gaps [PEOPLE]` (20,000 unless given). One JSON object: server milliseconds of both, and the ratio.
"""

import json
import statistics
import time

from django.db.models import Count
from django.test import Client
from django.urls import reverse

from pathways import reference
from pathways.models import Role
from tests.benchmarks._people import fill, how_many
from tests.factories.profiles import ClinicianFactory

ROUNDS = 30


def main() -> None:
    people = how_many(20_000)
    fill(people)
    reference.load()
    person = ClinicianFactory()
    largest = Role.objects.annotate(needs=Count("requirements")).order_by("-needs").first()
    client = Client()
    client.force_login(person.user)
    pages = {"empty": reverse("goal-list"), "gaps": reverse("gap", args=[largest.slug])}
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for _round in range(ROUNDS):
        for name, address in pages.items():
            began = time.perf_counter()
            answer = client.get(address)
            taken[name].append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code}")
    medians = {name: round(statistics.median(times), 1) for name, times in taken.items()}
    ratio = round(medians["gaps"] / medians["empty"], 2)
    print(json.dumps({"people": people, "role": largest.code, "needs": largest.needs, **medians, "ratio": ratio}))
