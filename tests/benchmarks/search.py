"""People search against what a plain Django list would do (`icontains`), alternately, on the same people in one run.

`./test bench search [PEOPLE]` (200,000 unless given; the register is measured at 1,600,000). One JSON object a line:
milliseconds for the count and the first page of 25, the share of searches that found who was meant, and the ratio.
Of names that more people bear than a page holds, no search by name can show everybody: `so_named` is the share of
searches that found somebody who is called exactly so.
"""

import json
import random
import statistics
import time
from datetime import date

from django.db.models import Q

from profiles.models import Clinician
from talent_register.common.permissions import Permission
from tests.benchmarks._goals import goal
from tests.benchmarks._people import fill, how_many
from tracking.presenters.people import in_place, with_their_work, with_work
from tracking.search import Criteria, find

PAGE, SEARCHES, TODAY = 25, 200, date(2026, 11, 22)
PLAIN_SEARCHES = 12  # the slow one of the two takes seconds each
LEAST_FOUND = {"misspelt full name": 0.97, "misspelt surname": 0.8}


def main() -> None:
    people = how_many(200_000)
    user = fill(people)
    chance = random.Random(7)
    seen = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH).order_by("pk")
    keys = chance.sample(list(seen.values_list("pk", flat=True)), SEARCHES)
    targets = list(Clinician.objects.filter(pk__in=keys))
    numbers = {t.pk: t.registrations.get().number for t in targets}
    kinds = {
        "full name": lambda t: f"{t.given_names} {t.family_name}",
        "family name first": lambda t: f"{t.family_name} {t.given_names}",
        "misspelt full name": lambda t: f"{t.given_names} {slip(t.family_name, chance)}",
        "misspelt surname": lambda t: slip(t.family_name, chance),
        "number with spaces": lambda t: f"{numbers[t.pk][:3]} {numbers[t.pk][3:]}",
    }
    spent = [
        ms
        for kind, words in kinds.items()
        for ms in report(kind, people, [(target, words(target)) for target in targets], user)
    ]
    goal("search", "p95 of all searches, milliseconds", round(_p95(spent), 1), at_most=50)


def slip(name: str, chance: random.Random) -> str:
    """One letter beyond the first changed, dropped or doubled, as fingers do."""
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice(["", name[at] * 2, chance.choice("aeiou")]) + name[at + 1 :]


def ours(user, words: str) -> list[int]:
    people = find(user, Criteria(text=words), TODAY).people
    people.count()
    return with_their_work(in_place(people)[:PAGE])


def plain(user, words: str) -> list[int]:
    """What an admin list does: every word somewhere in a name or number, whatever its case."""
    people = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH)
    for word in words.split():
        named = Q(given_names__icontains=word) | Q(family_name__icontains=word)
        people = people.filter(named | Q(registrations__number__icontains=word))
    people = people.distinct().order_by("family_name", "given_names", "pk")
    people.count()
    return list(with_work(people)[:PAGE])


def is_found(kind: str, target: Clinician, page: list[Clinician]) -> bool:
    """Whether the person stands on the page; of a surname alone, somebody who is called so."""
    if kind == "misspelt surname":
        return any(person.family_key == target.family_key for person in page)
    return target in page


def is_so_named(target: Clinician, page: list[Clinician]) -> bool:
    return any((one.family_key, one.given_key) == (target.family_key, target.given_key) for one in page)


def report(kind: str, people: int, searches: list, user) -> list[float]:
    """Both in turn for every search, the first of each thrown away. Returns the milliseconds of ours."""
    spent: dict = {"ours": [], "plain": []}
    found: dict = {"ours": [], "plain": []}
    so_named = []
    for number, (target, words) in enumerate([searches[0], *searches]):
        for name, search in (("ours", ours), ("plain", plain)):
            if name == "plain" and number > PLAIN_SEARCHES:
                continue
            started = time.perf_counter()
            page = search(user, words)
            if number:
                spent[name].append((time.perf_counter() - started) * 1000)
                found[name].append(is_found(kind, target, page))
                if name == "ours" and kind != "misspelt surname":
                    so_named.append(is_so_named(target, page))
    line: dict = {"bench": "search", "kind": kind, "people": people, "searches": len(searches)}
    for name in ("ours", "plain"):
        line[f"{name}_p50_ms"] = round(statistics.median(spent[name]), 1)
        line[f"{name}_p95_ms"] = round(_p95(spent[name]), 1)
        line[f"{name}_found"] = round(sum(found[name]) / len(found[name]), 2)
    if so_named:
        line["ours_so_named"] = round(sum(so_named) / len(so_named), 2)
    line["plain_over_ours"] = round(line["plain_p50_ms"] / line["ours_p50_ms"], 1)
    print(json.dumps(line), flush=True)
    goals(line)
    return spent["ours"]


def goals(line: dict) -> None:
    kind = line["kind"]
    goal("search", f"times faster than a plain list, {kind}", line["plain_over_ours"], at_least=50)
    if kind in LEAST_FOUND:
        goal("search", f"share found, {kind}", line["ours_found"], at_least=LEAST_FOUND[kind])


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, int(len(times) * 0.95) - 1)]
