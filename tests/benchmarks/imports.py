"""Checking and applying lists of 5,000 and 20,000 people, beside plain django-import-export on a slice of the same.

Prints one JSON object a line: seconds, rows a second, memory, and how many times faster each row goes.
"""

import csv
import io
import json
import random
import resource
import time

import tablib
from django.db import transaction
from django.utils import timezone
from import_export.resources import ModelResource

from profiles.models import Clinician
from talent_register.imports.actions import runs, work
from talent_register.imports.models import ImportRun
from talent_register.imports.reading.table import SHELL_LIMITS
from talent_register.imports.resources import list_type_of
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference

SIZES = (5_000, 20_000)
SLICE = 500
HEADINGS = [
    *("organisation_ref", "regulator", "registration_number", "first_names", "last_name", "work_email", "profession"),
    *("specialty", "grade", "programme", "region", "employer_ods", "start_date", "expected_completion_date"),
    *("whole_time_equivalent", "status", "relationship"),
]
NAMES = ("Okoro", "Haylings", "Beavan", "Ng", "Brontë", "O'Brien", "Shah", "Williams", "Kowalski", "Nguyen", "Baker")
GRADES, SPECIALTIES = ("ST3", "ST4", "ST5", "CT2"), ("Cardiology", "Urology", "Neurology", "General practice")
REGIONS, EMPLOYERS = ("South West", "Wessex", "Thames Valley"), ("RWH", "RHA", "RD8", "RH5", "RXR")


class PeerResource(ModelResource):
    """What django-import-export does by itself: one row, one save, a difference of each."""

    class Meta:
        model = Clinician
        import_id_fields = ("reference",)
        fields = ("reference", "given_names", "family_name", "work_email", "created_at", "updated_at")
        skip_unchanged = True


def people(count: int, first: int) -> list[list[str]]:
    """Rows of a list, different people each time."""
    chance = random.Random(first)
    pick = chance.choice
    return [
        [
            f"M{n}",
            "GMC",
            f"{n:07}",
            f"{pick(NAMES)} {pick('ABCDEF')}",
            pick(NAMES),
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


def step(run: ImportRun) -> float:
    """Do one step of the background and return its seconds."""
    started = time.perf_counter()
    work.carry_on(run_id=run.pk, list_type_of=list_type_of, limits=SHELL_LIMITS)
    run.refresh_from_db()
    return time.perf_counter() - started


def through(rows: list[list[str]], college) -> tuple[float, float, ImportRun]:
    """Upload, check and apply; (seconds checking, seconds applying, run)."""
    now = timezone.now()
    run = runs.start(organisation=college, list_type="trainees", by=None, at=now)
    runs.take_file(run=run, name="list.csv", content=as_csv(rows), by=None, at=now)
    checking = step(run)
    run = runs.settle_all(run=run, at=now)
    if not run.ready_count:
        return checking, 0.0, run
    run = runs.confirm(run=run, by=None, at=now, declared=True, letters="NONE")
    return checking, step(run), run


def peer(rows: list[list[str]]) -> float:
    """Seconds of a dry run and a real run, as its import page does them."""
    now = timezone.now().isoformat()
    data = tablib.Dataset(
        *[(f"P-{row[2]}", row[3], row[4], row[5], now, now) for row in rows], headers=PeerResource().get_export_order()
    )
    started = time.perf_counter()
    with transaction.atomic():
        PeerResource().import_data(data, dry_run=True)
        PeerResource().import_data(data, dry_run=False)
        transaction.set_rollback(True)
    return time.perf_counter() - started


def main() -> None:
    load_reference()
    college = OrganisationFactory(code="BENCH", slug="bench", name="Bench College", kind="COLLEGE")
    first = 1_000_000
    for size in SIZES:
        rows = people(size, first)
        peer_row = peer(rows[:SLICE]) / SLICE
        checking, applying, run = through(rows, college)
        again, _none, second = through(rows, college)
        ours_row = (checking + applying) / size
        line = {
            "rows": size,
            "check_seconds": round(checking, 2),
            "apply_seconds": round(applying, 2),
            "same_file_again_seconds": round(again, 2),
            "rows_a_second": round(1 / ours_row),
            "import_export_rows_a_second": round(1 / peer_row),
            "times_faster": round(peer_row / ours_row, 1),
            "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "new": run.counts["new"],
            "unchanged_again": second.counts["unchanged"],
        }
        print(json.dumps(line), flush=True)
        first += size
