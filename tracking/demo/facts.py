"""What the demo draws from: names and shares in data/*.csv, organisations and professions in the database."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random

from profiles.models import Profession, Specialty, TrainingGrade
from talent_register.organisations.models import Organisation, Region

DATA = Path(__file__).parent / "data"
BRITISH = "British"
Kind = Organisation.Kind
# Where people of the register work: shares of nations are common knowledge, rounded.
NATION_SHARES = {"ENGLAND": 0.86, "SCOTLAND": 0.08, "WALES": 0.04, "NORTHERN_IRELAND": 0.02}
SMALL = 400


@dataclass
class Bag:
    """Things to draw from, some more often than others."""

    things: list
    upto: list[float]

    @classmethod
    def of(cls, pairs) -> "Bag":
        pairs = list(pairs)
        return cls([thing for thing, _weight in pairs], list(accumulate(float(weight) for _thing, weight in pairs)))

    def draw(self, random: Random):
        return random.choices(self.things, cum_weights=self.upto)[0]


@dataclass
class Facts:
    """Everything read once. Bags draw by the frequencies of the sources."""

    professions: Bag
    female: dict[str, float]
    staff_group: dict[str, str]
    nationalities: dict[str, Bag]
    given: dict[tuple[str, str], Bag]
    family: dict[str, Bag]
    posts: dict[tuple[str, str], list[dict]]
    employers: dict[str, Bag]
    ambulance: Bag | None
    boards: list[Organisation]
    practices: list[Organisation]
    nations: Bag
    regions: dict[str, Region]
    specialties: list[Specialty] = field(default_factory=list)
    grades: dict[str, TrainingGrade] = field(default_factory=dict)

    def posts_for(self, profession: Profession, stage: str) -> list[dict]:
        """Posts at a stage, of the profession itself or else of its family, or of the stage before."""
        stages = ["NOT_STARTED", "TEAM", "SERVICE", "ORGANISATION", "SYSTEM"]
        for at in reversed(stages[: stages.index(stage) + 1]):
            for key in (profession.code, profession.family):
                if found := self.posts.get((key, at)):
                    return found
        return [{"title": "{profession}", "band": "", "years": "0", "stage": "NOT_STARTED"}]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read() -> Facts:
    known = {profession.code: profession for profession in Profession.objects.select_related("regulator")}
    rows = [row for row in _rows("professions") if row["profession"] in known]
    organisations = list(Organisation.objects.filter(disabled_on=None).select_related("region").order_by("code"))
    return Facts(
        professions=Bag.of((known[row["profession"]], row["people"]) for row in rows),
        female={row["profession"]: float(row["female"]) for row in rows},
        staff_group={row["profession"]: row["staff_group"] for row in rows},
        nationalities=_nationalities(),
        given=_given(),
        family=_family(),
        posts=_posts(),
        employers=_employers([o for o in organisations if not is_ambulance(o)]),
        ambulance=_employers([o for o in organisations if is_ambulance(o)]).get("ENGLAND"),
        boards=[o for o in organisations if o.kind == Kind.BOARD],
        practices=[o for o in organisations if o.kind == Kind.PRACTICE],
        nations=Bag.of(NATION_SHARES.items()),
        regions={region.code: region for region in Region.objects.all()},
        specialties=list(Specialty.objects.exclude(code="general_practice").filter(disabled_on=None)),
        grades={grade.code: grade for grade in TrainingGrade.objects.all()},
    )


def _nationalities() -> dict[str, Bag]:
    shares: dict[str, list] = defaultdict(list)
    for row in _rows("nationalities"):
        shares[row["staff_group"]].append((row["nationality"], row["share"]))
    return {
        group: Bag.of([(BRITISH, 1 - sum(float(share) for _nation, share in pairs)), *pairs])
        for group, pairs in shares.items()
    }


def _given() -> dict[tuple[str, str], Bag]:
    """First names by sex and by decade of birth for British people, by nationality for others."""
    pairs: dict[tuple[str, str], list] = defaultdict(list)
    for row in _rows("first_names"):
        pairs[row["sex"], row["born"]].append((row["name"], row["weight"]))
    for row in _rows("names_elsewhere"):
        if row["kind"] == "given":
            pairs[row["sex"], row["nationality"]].append((row["name"], 1))
    return {key: Bag.of(found) for key, found in pairs.items()}


def _family() -> dict[str, Bag]:
    pairs: dict[str, list] = defaultdict(list)
    pairs[BRITISH] = [(row["name"], row["weight"]) for row in _rows("surnames")]
    for row in _rows("names_elsewhere"):
        if row["kind"] == "family":
            pairs[row["nationality"]].append((row["name"], 1))
    return {nationality: Bag.of(found) for nationality, found in pairs.items()}


def _posts() -> dict[tuple[str, str], list[dict]]:
    posts: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in _rows("posts"):
        posts[row["profession"], row["stage"]].append(row)
    return posts


def is_ambulance(organisation: Organisation) -> bool:
    return "ambulance" in organisation.name.lower()


def _employers(organisations: list[Organisation]) -> dict[str, Bag]:
    """Trusts and health bodies by nation, each drawn as often as its clinicians are many."""
    size = {row["code"]: float(row["clinical_fte"]) for row in _rows("organisation_sizes")}
    pairs: dict[str, list] = defaultdict(list)
    for organisation in organisations:
        if organisation.kind in (Kind.TRUST, Kind.HEALTH_BODY):
            pairs[organisation.nation].append((organisation, size.get(organisation.code, SMALL)))
    return {nation: Bag.of(found) for nation, found in pairs.items()}
