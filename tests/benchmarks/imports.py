"""Checking and applying a list, beside django-import-export's own way and a raw COPY of the same rows, in one run.

`./test bench imports [ROWS …] [--people PEOPLE]` (20,000 rows unless given, and nobody on the register but who the
lists brought). Prints one JSON object a line, and one for each goal.

Ours is all of an import: reading the file, checking, matching with everybody on the register, applying, audit. Between
check and apply some people of the register change. Applying looks for the rows that they may be, and then writes:
`write` is that second part, its commit included. The COPY puts what the list made into the same tables, with their
indexes, foreign keys and change history, after it was taken out again and the room it took was freed.

The peers are django-import-export's own way with the same Resource, lean and with all the work of our check
(tests/benchmarks/_import_peers.py says what each does and leaves out). They are measured on a slice, before and after
ours, and scaled per row, the quicker of the two. The goal is asked of the one that does the same work.

Then a list of 20,000 goes through the pages, from upload to check.
"""

import argparse
import csv
import io
import json
import random
import time

from allauth.account.internal.userkit import user_id_to_str
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician, Registration, Training
from profiles.resources import matching as people_of_rows
from talent_register.imports.actions import runs, work
from talent_register.imports.models import ImportRun
from talent_register.imports.reading.table import SHELL_LIMITS
from talent_register.imports.resources import list_type_of
from tests.benchmarks import _import_peers as peers
from tests.benchmarks import matching
from tests.benchmarks._goals import goal
from tests.benchmarks._people import drawn, rare_names, weighted
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference

SLICE, PAGES, CHANGED = 500, 20_000, 1_000
MADE = (Clinician, Registration, Training)
HEADINGS = [
    *("organisation_ref", "regulator", "registration_number", "first_names", "last_name", "work_email", "profession"),
    *("specialty", "grade", "programme", "region", "employer_ods", "start_date", "expected_completion_date"),
    *("whole_time_equivalent", "status", "relationship"),
]
GRADES, SPECIALTIES = ("ST3", "ST4", "ST5", "CT2"), ("Cardiology", "Urology", "Neurology", "General practice")
REGIONS, EMPLOYERS = ("South West", "Wessex", "Thames Valley"), ("RWH", "RHA", "RD8", "RH5", "RXR")


def people(count: int, first: int) -> list[list[str]]:
    """Rows of a list, different people each time, whose names are as common as in England. One rare name in ten is
    one that nobody on the register has."""
    chance = random.Random(first)
    pick = chance.choice
    rare = rare_names(random.Random(matching.SEED))
    rare[::10] = rare_names(chance)[::10]
    family, given = drawn(weighted("surnames.csv"), rare, chance), drawn(weighted("first_names.csv"), rare, chance)
    return [
        [
            f"M{n}",
            "GMC",
            f"{n:07}",
            pick(given).title(),
            pick(family).title(),
            f"person{n}@nhs.example",
            "Doctor",
            pick(SPECIALTIES),
            pick(GRADES),
            f"Programme {n % 90}",
            pick(REGIONS),
            pick(EMPLOYERS),
            f"2024-0{n % 9 + 1}-05",
            f"2029-0{n % 9 + 1}-05",
            pick(("1.0", "0.8", "0.6")),
            "active",
            "trainee",
        ]
        for n in range(first, first + count)
    ]


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return text.getvalue().encode()


def step(run: ImportRun) -> tuple[float, float]:
    """Do one step of the background; (its seconds, those of them spent on finding the rows' people)."""
    started = time.perf_counter()
    with matching.timed(people_of_rows, "match") as finding:
        carry_on(run.pk)
    run.refresh_from_db()
    return time.perf_counter() - started, sum(finding)


def carry_on(run_id: int) -> None:
    """What the background does for a run, in the shell's larger limits."""
    work.carry_on(run_id=run_id, list_type_of=list_type_of, limits=SHELL_LIMITS)


def through(rows: list[list[str]], college) -> tuple[float, float, float, ImportRun]:
    """Upload, check and apply; (seconds checking, seconds applying, those of them spent on writing, run)."""
    now = timezone.now()
    run = runs.start(organisation=college, list_type="trainees", by=None, at=now)
    runs.take_file(run=run, name="list.csv", content=as_csv(rows), by=None, at=now)
    checking, _finding = step(run)
    run = runs.settle_all(run=run, at=now)
    if not run.ready_count:
        return checking, 0.0, 0.0, run
    run = runs.confirm(run=run, by=None, at=now, declared=True)
    some_change()
    applying, finding = step(run)
    if not run.imported_at:
        raise SystemExit(f"The import is {run.state}.")
    return checking, applying, applying - finding, run


def some_change() -> None:
    """Some people of the register change, as on every day."""
    some = Clinician.objects.filter(reference__startswith="BENCH-").values("pk")[:CHANGED]
    Clinician.objects.filter(pk__in=some).update(updated_at=timezone.now())


def peers_seconds(rows: list[list[str]], college) -> tuple[float, ...]:
    """Of each peer."""
    content = as_csv(rows).decode()
    return tuple(peers.seconds(kind, content, len(rows), college) for kind in (peers.Lean, peers.SameWork))


def raw_copy(run: ImportRun) -> float:
    """Seconds of a bare COPY of everything the run made, into the same tables, commit included."""
    dumps = []
    with connection.cursor() as cursor:
        for model in MADE:
            table = model._meta.db_table
            column = "id" if model is Clinician else "clinician_id"
            mine = f"SELECT id FROM profiles_clinician WHERE import_reference = '{run.reference}'"
            with cursor.copy(f"COPY (SELECT * FROM {table} WHERE {column} IN ({mine})) TO STDOUT") as copy:
                dumps.append((table, b"".join(bytes(block) for block in copy)))
    people = Clinician.objects.filter(import_reference=run.reference)
    for model in reversed(MADE[1:]):
        model.objects.filter(clinician__in=people).delete()
    people._raw_delete(people.db)
    with connection.cursor() as cursor:
        # As autovacuum would have done, or the COPY would walk through all that was just deleted.
        cursor.execute(f"VACUUM {', '.join(model._meta.db_table for model in MADE)}")
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, content in dumps:
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(content)
    return time.perf_counter() - started


def through_pages(rows: list[list[str]], college) -> dict:
    """Seconds from the upload to the page that says what will happen, as a browser and the background do it."""
    person = UserFactory(second_factor=True)
    MembershipFactory(user=person, organisation=college, role="college_administrator")
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
    run = runs.start(organisation=college, list_type="trainees", by=person, at=timezone.now())
    started = time.perf_counter()
    file = SimpleUploadedFile("list.csv", as_csv(rows))
    client.post(reverse("import-file", args=[run.reference]), {"file": file})
    step(run)
    first = time.perf_counter() - started
    run.refresh_from_db()
    columns = {f"column-{index}": key for key, index in run.mapping.items()}
    client.post(reverse("import-columns", args=[run.reference]), columns)
    run.refresh_from_db()
    if run.state == "CHECKING":
        step(run)
    page = client.get(reverse("import-check", args=[run.reference]))
    seconds = time.perf_counter() - started
    if page.status_code != 200:
        raise SystemExit(f"The check page answered {page.status_code}; the import is {run.state}.")
    line = {"bench": "imports, pages", "rows": len(rows), "upload_to_columns_seconds": round(first, 2)}
    return line | {"upload_to_check_seconds": round(seconds, 2)}


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("rows", nargs="*", type=int, default=[20_000])
    words.add_argument("--people", type=int, default=0)
    asked = words.parse_args()
    load_reference()
    if asked.people:
        others = OrganisationFactory(kind="COLLEGE")
        matching.fill(matching._made_up(random.Random(matching.SEED), asked.people, 0)[0], others, is_empty=True)
    college = OrganisationFactory(code="BENCH", slug="bench", name="Bench College", kind="COLLEGE")
    first = 2_000_000  # whom others supplied have the numbers below
    for size in asked.rows:
        rows = people(size, first)
        before = peers_seconds(rows[:SLICE], college)
        checking, applying, writing, run = through(rows, college)
        after = peers_seconds(people(SLICE, 9_000_000), college)
        lean, same_work = (min(pair) / SLICE for pair in zip(before, after, strict=True))
        again, *_none, second = through(rows, college)
        copying = raw_copy(run)
        ours_row = (checking + applying) / size
        line = {
            "bench": "imports",
            "rows": size,
            "people": asked.people,
            "check_seconds": round(checking, 2),
            "apply_seconds": round(applying, 2),
            "raw_copy_seconds": round(copying, 2),
            "write_seconds": round(writing, 2),
            "write_times_raw_copy": round(writing / copying, 2),
            "apply_times_raw_copy": round(applying / copying, 2),
            "check_and_apply_times_raw_copy": round((checking + applying) / copying, 2),
            "same_file_again_seconds": round(again, 2),
            "rows_a_second": round(1 / ours_row),
            "peers": "django-import-export's default: dry run and import, row by row, the same 17 columns",
            "peers_measured_rows": SLICE,
            "lean_peer_rows_a_second": round(1 / lean, 1),
            "times_faster_than_lean_peer": round(lean / ours_row, 1),
            "same_work_peer_rows_a_second": round(1 / same_work, 1),
            "times_faster_than_same_work_peer": round(same_work / ours_row, 1),
            "new": run.counts["new"],
            "unchanged_again": second.counts["unchanged"],
        }
        print(json.dumps(line), flush=True)
        goal("imports", "write, times a raw COPY", line["write_times_raw_copy"], at_most=3)
        faster = line["times_faster_than_same_work_peer"]
        goal("imports", "times faster than the peer that does the same work", faster, at_least=100)
        first += size
    line = through_pages(people(PAGES, first), college)
    print(json.dumps(line), flush=True)
    goal("imports", "seconds from upload to check", line["upload_to_check_seconds"], at_most=20)
