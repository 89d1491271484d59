"""Finding who a row of a list is among the people known, on made-up truth with every slip that lists have.

`./test bench matching [ROWS [PEOPLE [slips | FILE]]]` (5,000 rows against 100,000 people unless given). Prints a JSON
object a line: ours, then Splink's on the same rows and people with the same number of cores. `search` is the finding
and weighing that Splink does too, `seconds` all that a check of a list does with what is found. The rows have one slip
each, of the kinds the weights were estimated from; with `slips` they have several, by another model
(tests/benchmarks/_slips.py). FILE is a table in the columns of the FEBRL sets (rec_id, given_name, surname,
date_of_birth); its originals are the people and its duplicates the rows. `recall` is the share of known people among
whose candidates they are, `linked` the share whose likeliest candidate they are, `wrong_links` the share of rows whose
likeliest candidate counts as probable and is somebody else. Nothing is imported.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from profiles.models import Clinician, Registration, Regulator, Training
from profiles.resources import candidates, matching
from profiles.rules import fold_name
from talent_register.common.bulk import insert_select
from talent_register.imports.models import ImportRun
from tests.benchmarks import _slips
from tests.benchmarks._goals import goal
from tests.benchmarks._people import NUMBER, PERSON, drawn, note_words, rare_names, unrecorded, weighted
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference

SEED = 7
SEVERAL = "slips"
SPLINK = "splink==5.0.0"  # fetched when the benchmark runs: nothing else needs it
FIRST_BORN, BIRTHDAYS = date(1955, 1, 1), 14_600
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NEW = 0.2  # the share of rows about people nobody knows
OWN = {"personal_email": "email", "birth_date": "born", "state": "'STUB'"}
NUMBERED = {"clinician": "c.id", "number": "m.number", "number_key": "m.number"}
MADE = "FROM made m JOIN profiles_clinician c ON c.reference = 'BENCH-' || m.n"
LISTED = {"clinician": "c.id", "organisation": "%(organisation)s", "updated_at": "now()"}
FILLED = (Clinician, Registration, Training)
ROWS = "COPY imports_importrow (run_id, number, raw, fixes, cleaned, issues, state, action, person_version, answer)"
ROWS += " FROM STDIN"
SETTLED = """
    SELECT r.number, r.person_id, r.state, x.people, x.people[1], x.is_probable
    FROM imports_importrow r LEFT JOIN (
        SELECT row_id, array_agg(person ORDER BY points DESC, person) AS people,
            (array_agg(probable ORDER BY points DESC, probable DESC))[1] AS is_probable
        FROM import_candidate GROUP BY row_id
    ) x ON x.row_id = r.id
    WHERE r.run_id = %s ORDER BY r.number
"""


def main():
    sizes = [int(word) for word in sys.argv[1:3]]
    rows, people = [*sizes, *(5_000, 100_000)[len(sizes) :]]
    load_reference()
    truth = sys.argv[3] if len(sys.argv) > 3 else ""
    college = OrganisationFactory(kind="COLLEGE")
    found = measure(rows=rows, people=people, organisation=college, truth=truth, is_empty=True)
    print(json.dumps(found), flush=True)
    theirs = splink(*_data(rows, people, truth))
    print(json.dumps(theirs), flush=True)
    goal("matching", "recall", found["recall"], at_least=0.999)
    goal("matching", "wrong_links", found["wrong_links"], at_most=0.001)
    goal("matching", "search, times that of Splink", round(found["search"] / theirs["search"], 2), at_most=1)


def splink(known: list[dict], asked: list[tuple]) -> dict:
    """What Splink makes of the same people and rows, in a process and an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "data.json"
        columns = ("given", "family", "born", "email")
        rows = [[*(row[key] for key in columns), truth] for row, truth, _slip in asked]
        kept.write_text(
            json.dumps({"people": [[one[key] for key in columns] for one in known], "rows": rows}, default=str)
        )
        uv = Path(__file__).resolve().parents[2] / ".tools" / "uv" / "bin" / "uv"
        alone = [uv, "run", "--quiet", "--no-project", "--with", SPLINK, "--with", "pandas", "python"]
        done = subprocess.run(
            [*alone, Path(__file__).with_name("_splink.py"), kept], capture_output=True, text=True, check=True
        )
        return {"bench": "matching, splink", **json.loads(done.stdout.splitlines()[-1])}


def measure(*, rows: int, people: int, organisation, truth: str = "", is_empty: bool = False) -> dict:
    """Fill the register, match the rows and compare with the truth. `is_empty`: the database is ours alone."""
    known, asked = _data(rows, people, truth)
    fill(known, organisation, is_empty=is_empty)
    run = ImportRun.objects.create(
        reference="IMP-BENCH",
        organisation=organisation,
        list_type="trainees",
        as_at=timezone.localdate(),
        uploaded_at=timezone.now(),
    )
    with transaction.atomic():
        _stage(run, [row for row, _truth, _slip in asked])
        begun = time.perf_counter()
        with timed(candidates, "find") as searching:
            matching.match(run)
        seconds = time.perf_counter() - begun
        line = {"bench": "matching", "truth": truth or "one slip each", "rows": len(asked), "people": len(known)}
        took = {"search": round(sum(searching), 2), "seconds": round(seconds, 2)}
        return {**line, **_compared(run, asked), **took}


@contextmanager
def timed(module, name: str) -> Iterator[list[float]]:
    """The seconds of each call of a function."""
    took, plain = [], getattr(module, name)

    def watched(*arguments, **more):
        begun = time.perf_counter()
        result = plain(*arguments, **more)
        took.append(time.perf_counter() - begun)
        return result

    setattr(module, name, watched)
    try:
        yield took
    finally:
        setattr(module, name, plain)


def _data(rows: int, people: int, truth: str) -> tuple[list[dict], list[tuple]]:
    if truth not in ("", SEVERAL):
        return _from_file(Path(truth))
    return _made_up(random.Random(SEED), people, rows, truth)


def fill(known: list[dict], organisation, *, is_empty: bool) -> None:
    """Put these people on the register and on the organisation's list, each with a number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE made (n int, given text, family text, born date, email text, number text)"
        )
        with cursor.copy("COPY made FROM STDIN") as target:
            for n, one in enumerate(known):
                target.write_row((n, *(one[key] for key in ("given", "family", "born", "email", "number"))))
    with unrecorded(*FILLED) if is_empty else nullcontext():
        insert_select(Clinician, PERSON | OWN, "FROM made", {})
        gmc = Regulator.objects.get(code="gmc")
        insert_select(Registration, NUMBER | NUMBERED, MADE, {"regulator": gmc.pk})
        insert_select(Training, LISTED, MADE, {"organisation": organisation.pk})
    if is_empty:
        note_words()
    with connection.cursor() as cursor:
        # As autovacuum would have done long since.
        tables = ", ".join([*(model._meta.db_table for model in FILLED), "tracking_nameword"])
        cursor.execute(f"{'VACUUM ' if is_empty else ''}ANALYZE {tables}")
        cursor.execute("DROP TABLE made")


def _made_up(chance: random.Random, people: int, rows: int, truth: str = "") -> tuple[list[dict], list[tuple]]:
    rare = rare_names(chance)
    family, given = drawn(weighted("surnames.csv"), rare, chance), drawn(weighted("first_names.csv"), rare, chance)
    made = [_somebody(n, chance, given, family) for n in range(people + int(rows * NEW))]
    known, strangers = made[:people], made[people:]
    if truth == SEVERAL:
        return known, _slips.rows(known, strangers, rows, chance)
    asked = []
    for place in chance.sample(range(people), rows - len(strangers)):
        slip = chance.choice([*SLIPS])
        asked.append((SLIPS[slip](dict(known[place]), chance, given, family), place, slip))
    for place, stranger in enumerate(strangers):
        if place % 2:  # a twin of somebody known, who is somebody else
            twin = chance.choice(known)
            stranger |= {"family": twin["family"], "born": twin["born"]}
        asked.append((stranger | {"number": None}, None, "twin" if place % 2 else "new"))
    chance.shuffle(asked)
    return known, asked


def _somebody(n: int, chance: random.Random, given: list[str], family: list[str]) -> dict:
    one, other = chance.choice(given), chance.choice(family)
    return {
        "given": one,
        "family": other,
        "born": FIRST_BORN + timedelta(days=chance.randrange(BIRTHDAYS)),
        "email": f"{one}.{other}{n}@trust.example".replace(" ", ""),
        "number": f"{n:07}",
    }


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    kind = chance.randrange(3)
    if kind == 0 and len(word) > 2:
        return word[:at] + word[at + 1 :]
    return word[:at] + chance.choice(LETTERS) + word[at + (kind == 1) :]


def _dated(born: date, chance: random.Random) -> date:
    if chance.random() < 0.5 and born.day <= 12:
        return born.replace(month=born.day, day=born.month)
    day = 28 if (born.month, born.day) == (2, 29) else born.day
    return born.replace(year=born.year + chance.choice((-1, 1)), day=day)


# A registration number is missing but where 0s were lost: what the check of a list adds back is the number again.
SLIPS = {
    "none": lambda one, chance, given, family: one | {"number": None},
    "typo in the last name": lambda one, chance, given, family: (
        one | {"number": None, "email": None, "family": _typo(one["family"], chance)}
    ),
    "typo in the first name": lambda one, chance, given, family: (
        one | {"number": None, "email": None, "given": _typo(one["given"], chance)}
    ),
    "names swapped": lambda one, chance, given, family: (
        one | {"number": None, "email": None, "given": one["family"], "family": one["given"]}
    ),
    "name changed": lambda one, chance, given, family: one | {"number": None, "family": chance.choice(family)},
    "0s lost": lambda one, chance, given, family: one | {"number": one["number"].lstrip("0").zfill(7)},
    "address changed": lambda one, chance, given, family: (
        one | {"number": None, "email": f"{one['given']}@elsewhere.example".replace(" ", "")}
    ),
    "no birth date": lambda one, chance, given, family: one | {"number": None, "born": None},
    "slip in the birth date": lambda one, chance, given, family: (
        one | {"number": None, "email": None, "born": _dated(one["born"], chance)}
    ),
}


def _from_file(file: Path) -> tuple[list[dict], list[tuple]]:
    """Originals and duplicates of a FEBRL set: rec-7-org and rec-7-dup-0 are one person."""
    known, asked, places = [], [], {}
    with file.open(encoding="utf-8", newline="") as lines:
        found = [
            {key.strip(): (cell or "").strip() for key, cell in line.items()}
            for line in csv.DictReader(lines, skipinitialspace=True)
        ]
    for line in sorted(found, key=lambda line: "-dup-" in line["rec_id"]):
        who = line["rec_id"].split("-")[1]
        one = {
            "given": fold_name(line["given_name"]),
            "family": fold_name(line["surname"]),
            "born": _day(line["date_of_birth"]),
            "email": None,
            "number": None,
        }
        if "-dup-" in line["rec_id"]:
            asked.append((one, places.get(who), "febrl"))
        else:
            places[who] = len(known)
            known.append(one | {"email": "", "number": f"{len(known):07}"})
    return known, asked


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def _stage(run: ImportRun, rows: list[dict]) -> None:
    with connection.cursor() as cursor:
        with cursor.copy(ROWS) as target:
            for number, one in enumerate(rows):
                cleaned = {
                    "family_key": one["family"],
                    "given_key": one["given"],
                    "birth_date": one["born"].isoformat() if one["born"] else None,
                    "work_email": one["email"],
                    "number_key": one["number"],
                    "regulator": "gmc" if one["number"] else None,
                }
                kept = json.dumps({key: value for key, value in cleaned.items() if value})
                target.write_row((run.pk, number, "{}", "{}", kept, "[]", "READY", "NEW", "", ""))
        cursor.execute("ANALYZE imports_importrow")


def _compared(run: ImportRun, asked: list[tuple]) -> dict:
    with connection.cursor() as cursor:
        cursor.execute("SELECT right(reference, -6)::int, id FROM profiles_clinician WHERE reference LIKE 'BENCH-%'")
        ids = dict(cursor.fetchall())
        cursor.execute(SETTLED, [run.pk])
        settled = cursor.fetchall()
    missed: dict[str, int] = {}
    tally = {"known": 0, "found": 0, "linked": 0, "wrong": 0}
    for (_row, truth, slip), (_number, person, _state, likely, best, probable) in zip(asked, settled, strict=True):
        is_by_number = person is not None and not likely
        first = person if is_by_number else best
        wanted = None if truth is None else ids[truth]
        tally["wrong"] += first is not None and first != wanted and bool(is_by_number or probable)
        if wanted is None:
            continue
        is_found = wanted in (likely or [person])
        tally["known"] += 1
        tally["found"] += is_found
        tally["linked"] += first == wanted
        if not is_found:
            missed[slip] = missed.get(slip, 0) + 1
    return {
        "recall": round(tally["found"] / tally["known"], 5),
        "linked": round(tally["linked"] / tally["known"], 5),
        "wrong_links": round(tally["wrong"] / len(asked), 5),
        "missed": missed,
    }
