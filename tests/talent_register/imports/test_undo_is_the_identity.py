"""An import and its undo leave every table as it was: values, and whose word they are since when."""

import random

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from profiles.models import Clinician, Fact, Recognition, Training
from profiles.rules import fold_name
from talent_register.imports.actions import runs
from talent_register.imports.resources import list_types
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory
from tests.factories.tracking import RoleFactory

from .conftest import step

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("earlier", "reference")]
# What happened is kept whatever becomes of it: the runs, the record, and letters that were called off.
KEPT = {"audit", "imports", "letters"}
# Words for finding names: a nightly task takes away those that nobody is called by any more.
TIDIED_NIGHTLY = {"tracking_nameword"}
# Whose bits are to be counted anew: both ways make it longer, and the worker empties it.
QUEUED = {"tracking_facetchange"}
NAMES = ["Ng", "Li", "Om", "Okoro", "Süß", "O’Brien", "de la Cruz", "Шевченко", "Adeyemi", "Patel", "Quill", "Zhou"]
GRADES = ["ST3", "ST4", "ST5", ""]


def everything():
    """Every row of every table that an import could touch, by table."""
    tables = sorted({model._meta.db_table for model in apps.get_models() if model._meta.app_label not in KEPT})
    tables = [table for table in tables if table not in TIDIED_NIGHTLY | QUEUED]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t ORDER BY 1')
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def differing(before, after):
    """Tables that are not the same, with the rows that are only on one side."""
    return {table: sorted(set(before[table]) ^ set(after[table])) for table in before if before[table] != after[table]}


def trainees(chance, college):
    """A list of trainees: names, addresses and grades change, people come, go and come back."""
    lines = ["GMC No.,Surname,Forenames,E-mail,Grade,Programme,Start date"]
    for number in range(12):
        if chance.random() < 0.75:
            name, grade = chance.choice(["Ann", "Anna", "Bo", "Cy"]), chance.choice(GRADES)
            address = f"p{number}{chance.choice('ab')}@nhs.example"
            start = f"0{chance.randint(1, 9)}/08/2024"
            lines.append(f"70000{number:02},{NAMES[number]},{name},{address},{grade},{chance.choice('AB')},{start}")
    return {"file": "\n".join(lines).encode(), "scope": "2026", "mode": "REPLACE"}


def recognised(heading, chance):
    lines = [heading]
    for number in range(6):
        if chance.random() < 0.8:
            what, day = chance.choice(["Fellow", "Member"]), chance.randint(1, 9)
            lines.append(f"70000{number:02},GMC,{what},{chance.choice(['Completed', 'Withdrew'])},0{day}/03/2024")
    return {"file": "\n".join(lines).encode()}


def awards(chance, college):
    return recognised("Registration number,Regulator,Award,Level,Awarded on", chance)


def completions(chance, college):
    return recognised("Registration number,Regulator,Programme,Outcome,Completed on", chance)


def posts(chance, college):
    """Holders one after another: lists end some, bring some, and say more of others."""
    lines = ["ODS code,Role,Title,From,To,Profession,GMC number,Route,Where published"]
    for number in range(4):
        for year in (2019, 2021, 2023):
            if chance.random() < 0.7:
                left = f"01/0{chance.randint(1, 9)}/{year + 1}" if year < 2023 else chance.choice(["", "01/02/2024"])
                known, route = chance.choice(["Doctor", "not clinical", ""]), chance.choice(["NHS", "WITHIN", ""])
                holder = f"{known},{f'70000{number:02}' if known == 'Doctor' else ''},{route}"
                lines.append(f"RX1,Medical director,Post {number},01/01/{year},{left},{holder},Report")
    return {"file": "\n".join(lines).encode()}


LISTS = {"trainees": trainees, "awards": awards, "completions": completions, "posts": posts}


@pytest.fixture
def people(college):
    """Some of the list are on the register already: registered and of the college, or of another college only."""
    RoleFactory()
    for number in range(6):
        name = NAMES[number]
        person = ClinicianFactory(family_name=name, family_key=fold_name(name), user=UserFactory())
        RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number=f"70000{number:02}")
        if number != 4:
            TrainingFactory(clinician=person, organisation=college, scope="2026")


def test_every_list_that_can_be_undone_is_tried_here():
    assert {code for code, kind in list_types().items() if kind.can_be_undone} == set(LISTS)


@pytest.mark.parametrize("code", LISTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_an_import_and_its_undo_leave_every_table_as_it_was(
    code, seed, people, upload, approve, college, college_approver
):
    """Three lists on top of each other, taken back from the last to the first."""
    chance, done, stood = random.Random(f"{code}{seed}"), [], []
    for _each in range(3):
        stood.append(everything())
        listed = LISTS[code](chance, college)
        run = approve(upload(listed.pop("file"), list_type=code, **listed))
        assert run.state in ("IMPORTED", "IMPORTED_PARTLY"), run.counts
        assert differing(stood[-1], everything()), "nothing was imported"
        done.append(run)
    assert run.counts.get("changed")
    for run in reversed(done):
        runs.ask_undo(run=run, by=college_approver, at=timezone.now())
        run = step(run)
        assert differing(stood.pop(), everything()) == {}
        assert run.counts["kept"] == 0


def test_what_its_person_disputed_before_is_disputed_again(people, upload, approve, college_approver):
    line = "Registration number,Regulator,Award,Level,Awarded on\n7000001,GMC,Fellow,{},01/03/2022\n"
    approve(upload(line.format("Fellow").encode(), list_type="awards"))
    Recognition.objects.update(disputed_at=timezone.now())
    before = everything()
    run = approve(upload(line.format("Senior").encode(), list_type="awards"))
    assert Recognition.objects.get().disputed_at is None
    step(runs.ask_undo(run=run, by=college_approver, at=timezone.now()))
    assert differing(before, everything()) == {}


def test_what_somebody_changed_since_keeps_its_new_source(upload, approve, college_approver):
    """An undo gives back only what it takes back: a value that somebody changed since stays with its source."""
    line = "GMC No.,Surname,Forenames,E-mail,Grade\n7000009,Ng,{},ann@x.example,ST4\n"
    first = approve(upload(line.format("Ann").encode()))
    second = approve(upload(line.format("Anna").encode()))
    fact = Fact.objects.get(field="clinician.given_names")
    assert fact.import_reference == second.reference
    Clinician.objects.update(given_names="Annie", updated_at=timezone.now())
    step(runs.ask_undo(run=second, by=college_approver, at=timezone.now()))
    fact.refresh_from_db()
    assert (Clinician.objects.get().given_names, fact.import_reference) == ("Annie", second.reference)
    assert Training.objects.get().import_reference == first.reference
