"""Checking and applying a list, beside django-import-export's own way and a raw COPY of the same rows, in one run.

`./test bench imports [ROWS …] [--people PEOPLE]` (20,000 rows unless given, and nobody on the register but who the
lists brought). Prints one JSON object a line. The peer imports the same columns to the same effect (person,
registration, place on the list, who supplied what) as its import page does: a dry run, then a real run. It is measured
on a slice and scaled per row. Applying finds the rows' people again, since somebody may have changed since the check,
and then writes: `write` is that second part, its commit included. The COPY puts what the list made into the same
tables, with their indexes, foreign keys and change history, after it was taken out again. Then a list of 20,000 goes
through the pages, from upload to check.
"""

import argparse
import csv
import io
import json
import random
import resource
import time

import tablib
from allauth.account.internal.userkit import user_id_to_str
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget

from profiles.models import (
    Clinician,
    Fact,
    Profession,
    Registration,
    Regulator,
    Specialty,
    Training,
    TrainingGrade,
)
from profiles.resources import matching as people_of_rows
from profiles.rules import fold_name
from talent_register.imports.actions import runs, work
from talent_register.imports.models import ImportRun
from talent_register.imports.reading.table import SHELL_LIMITS
from talent_register.imports.resources import list_type_of
from talent_register.organisations.models import Organisation, Region
from tests.benchmarks import matching
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.reference import load_reference

SLICE, PAGES = 200, 20_000
MADE = (Clinician, Registration, Training, Fact)
HEADINGS = [
    *("organisation_ref", "regulator", "registration_number", "first_names", "last_name", "work_email", "profession"),
    *("specialty", "grade", "programme", "region", "employer_ods", "start_date", "expected_completion_date"),
    *("whole_time_equivalent", "status", "relationship"),
]
NAMES = ("Okoro", "Haylings", "Beavan", "Ng", "Brontë", "O'Brien", "Shah", "Williams", "Kowalski", "Nguyen", "Baker")
GRADES, SPECIALTIES = ("ST3", "ST4", "ST5", "CT2"), ("Cardiology", "Urology", "Neurology", "General practice")
REGIONS, EMPLOYERS = ("South West", "Wessex", "Thames Valley"), ("RWH", "RHA", "RD8", "RH5", "RXR")


class First(ForeignKeyWidget):
    """Two maps of regions share some names."""

    def clean(self, value, row=None, **kwargs):
        return self.model.objects.filter(**{self.field: value}).first()


class PeerResource(ModelResource):
    """What django-import-export does by itself: one row, one save, one difference; the rest hangs on its hooks."""

    first_names = Field("given_names", "first_names")
    last_name = Field("family_name", "last_name")
    work_email = Field("work_email", "work_email")
    profession = Field("profession", "profession", ForeignKeyWidget(Profession, "name"))

    class Meta:
        model = Clinician
        import_id_fields = ("work_email",)
        fields = ("first_names", "last_name", "work_email", "profession")

    def __init__(self, *, college):
        super().__init__()
        self.college = college
        self.at = timezone.now()
        self.others = {
            name: First(model, field)
            for name, model, field in (
                ("specialty", Specialty, "name"),
                ("grade", TrainingGrade, "abbreviation"),
                ("region", Region, "name"),
                ("employer_ods", Organisation, "code"),
            )
        }

    def before_save_instance(self, instance, row, **kwargs):
        instance.reference = instance.import_reference = row["organisation_ref"]
        instance.family_key, instance.given_key = fold_name(instance.family_name), fold_name(instance.given_names)
        instance.created_at = instance.updated_at = self.at

    def after_save_instance(self, instance, row, **kwargs):
        number = row["registration_number"]
        doctors = Regulator.objects.get(code=row["regulator"].lower())
        Registration.objects.create(
            clinician=instance, regulator=doctors, number=number, number_key=number, created_at=self.at
        )
        found = {name: widget.clean(row[name], row=row) for name, widget in self.others.items()}
        found["employer"] = found.pop("employer_ods")
        Training.objects.create(
            clinician=instance,
            organisation=self.college,
            organisation_ref=row["organisation_ref"],
            programme=row["programme"],
            start_date=row["start_date"],
            expected_completion_date=row["expected_completion_date"],
            whole_time=row["whole_time_equivalent"],
            updated_at=self.at,
            **found,
        )
        for field in ("given_names", "family_name", "work_email", "profession", "number"):
            Fact.objects.create(
                clinician=instance, field=field, source="COLLEGE", organisation=self.college, as_at=self.at.date()
            )


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
    applying, finding = step(run)
    return checking, applying, applying - finding, run


def peer(rows: list[list[str]], college) -> float:
    """Seconds of a dry run and a real run, as its import page does them."""
    data = tablib.Dataset(*rows, headers=HEADINGS)
    resource_of_peer = PeerResource(college=college)
    started = time.perf_counter()
    with transaction.atomic():
        for dry_run in (True, False):
            result = resource_of_peer.import_data(data, dry_run=dry_run, raise_errors=True)
        assert result.totals["new"] == len(rows)
        transaction.set_rollback(True)
    return time.perf_counter() - started


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
        before = peer(rows[:SLICE], college) / SLICE
        checking, applying, writing, run = through(rows, college)
        peer_row = min(before, peer(people(SLICE, 9_000_000), college) / SLICE)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
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
            "peer": "django-import-export, dry run and import, the same columns to the same effect",
            "peer_measured_rows": SLICE,
            "peer_rows_a_second": round(1 / peer_row, 1),
            "times_faster_than_peer_per_row": round(peer_row / ours_row, 1),
            "worker_peak_megabytes": memory,
            "new": run.counts["new"],
            "unchanged_again": second.counts["unchanged"],
        }
        print(json.dumps(line), flush=True)
        first += size
    print(json.dumps(through_pages(people(PAGES, first), college)), flush=True)
