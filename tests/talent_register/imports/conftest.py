"""A run of a sample file, checked as the background would."""

import json

import pytest
from django.utils import timezone

from talent_register.imports.actions import runs, work
from talent_register.imports.models import ImportRun
from talent_register.imports.resources import list_type_of
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory
from tests.factories.reference import load_reference
from tests.samples import IMPORTS


@pytest.fixture
def college():
    """A college whose code is no trust's."""
    return OrganisationFactory(code="COLL-X", slug="royal-college-of-x", name="Royal College of X", kind="COLLEGE")


@pytest.fixture
def earlier(db, college):
    """The college has imported before, so that one person is enough for a short list."""
    now = timezone.now()
    ImportRun.objects.create(
        reference="IMP-EARLIER",
        organisation=college,
        list_type="trainees",
        as_at=now.date(),
        uploaded_at=now,
        imported_at=now,
        state="UNDONE",
    )


@pytest.fixture
def reference(db):
    load_reference()


@pytest.fixture
def truth():
    return json.loads((IMPORTS / "truth.json").read_text())


@pytest.fixture
def upload(db, college, college_admin, reference):
    """upload(name or bytes, …) → the run after its check."""

    def upload(file, **more):
        content = (IMPORTS / file).read_bytes() if isinstance(file, str) else file
        name = file if isinstance(file, str) else "list.csv"
        run = runs.start(
            organisation=more.pop("organisation", college),
            list_type=more.pop("list_type", "trainees"),
            by=college_admin,
            at=timezone.now(),
            **more,
        )
        runs.take_file(run=run, name=name, content=content, by=college_admin, at=timezone.now())
        return step(run)

    return upload


@pytest.fixture
def approve(college_approver):
    """approve(run) → the run after it was brought into effect."""

    def approve(run, **more):
        if run.state == "NEEDS_ANSWERS":
            runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
            run = step(run)
        if run.suggested and run.state == "NEEDS_ANSWERS":
            runs.match_values(run=run, values=run.suggested, by=None, at=timezone.now())
            run = step(run)
        if run.state == "PROBLEMS":
            run = runs.accept_problems(run=run, by=None, at=timezone.now())
        choice = {"declared": True, "zeros": "ADD", "leavers": "END", **more}
        runs.confirm(run=run, by=college_approver, at=timezone.now(), **choice)
        return step(run)

    return approve


def step(run):
    """Do what the background does next, and read the run anew."""
    work.carry_on(run_id=run.pk, list_type_of=list_type_of)
    run.refresh_from_db()
    return run


@pytest.fixture
def ann(db, college, reference):
    """Somebody on the college's list, known by a number."""
    person = ClinicianFactory(given_names="Ann", family_name="Ng")
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    TrainingFactory(clinician=person, organisation=college)
    return person
