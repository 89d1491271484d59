"""Every kind of list comes in through pages, shell, programs and its own template, and is judged the same."""

import csv
import io
import json
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talent_register.accounts.actions import tokens
from talent_register.common.permissions import Scope
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters.findings import findings_of
from talent_register.imports.resources import list_type_of, list_types
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory, TrainingFactory
from tests.factories.tracking import RoleFactory

from .conftest import step

pytestmark = pytest.mark.slow

# Kind: column names, a good row, a row with one mistake, and what is said of that: column, value, code.
KINDS = {
    "trainees": (
        "GMC number,Last name,Email",
        "7000002,Li,bo@x.example",
        "65432,Okoro,am@x.example",
        ("GMC number", "65432", "registration_number_format"),
    ),
    "awards": (
        "GMC number,Award,Awarded on",
        "7000001,Fellow,01/03/2026",
        "7000001,Member,31/02/2026",
        ("Awarded on", "31/02/2026", "not_a_date"),
    ),
    "completions": (
        "GMC number,Programme,Outcome",
        "7000001,Mary Seacole programme,Completed",
        "7000001,Another programme,Perhaps",
        ("Outcome", "Perhaps", "unknown_value"),
    ),
    "regulator": (
        "GMC Ref No,Surname,FR Date,Registration Status",
        "7000001,Ng,5071978,Registered with Licence",
        "65432,Ng,5071978,Registered with Licence",
        ("GMC Ref No", "65432", "registration_number_format"),
    ),
    "posts": (
        "ODS code,Role,From,Profession",
        "ZZ1,Medical director,01/04/2024,Doctor",
        "ZZ1,Medical director,31/02/2024,Doctor",
        ("From", "31/02/2024", "not_a_date"),
    ),
}


@pytest.fixture
def doors(db, college, college_admin, reference, log_in, tmp_path):
    """doors(kind) → the three ways in for whoever hands in such a list."""
    ann = ClinicianFactory(family_name="Ng", given_names="Ann")
    RegistrationFactory(clinician=ann, regulator=RegulatorFactory(code="gmc"), number="7000001")
    TrainingFactory(clinician=ann, organisation=college)
    OrganisationFactory(code="ZZ1", slug="zz1", name="Northtown Trust", kind="TRUST", region=RegionFactory())
    RoleFactory(code="medical_director", title="Medical director")

    def of(kind):
        place, user = college, college_admin
        if kind == "posts":
            place, user = OrganisationFactory(code="NAT", slug="nat", kind="NATIONAL"), UserFactory(second_factor=True)
            MembershipFactory(user=user, organisation=place, role="national_lead")
        client = log_in(user)
        made = {"name": "Records", "scopes": list(Scope), "days": 30, "by": user, "at": timezone.now()}
        _token, secret = tokens.create(organisation=place, **made)
        program = Client(headers={"Authorization": f"Bearer {secret}"})
        return SimpleNamespace(
            client=client,
            page=lambda content: by_page(client, kind, content),
            program=lambda content: by_program(program, kind, content),
            shell=lambda content: by_shell(tmp_path, place.code, kind, content),
        )

    return of


def newest():
    return ImportRun.objects.latest("pk")


def by_page(client, kind, content):
    answer = client.post(reverse("import-new"), {"list_type": kind, "mode": "ADD", "scope": ""})
    assert answer.url == reverse("import-file", args=[newest().reference]), (
        answer.context and answer.context["form"].errors
    )
    client.post(answer.url, {"file": SimpleUploadedFile("list.csv", content)})
    run = step(newest())
    return run.counts, findings_of(run, list_type_of(kind))


def by_program(program, kind, content):
    answer = program.post("/api/v1/imports/", {"list_type": kind, "file": SimpleUploadedFile("list.csv", content)})
    step(newest())
    summary = program.get(answer["Location"]).json()
    return summary, program.get(summary["links"]["problems"]).json()["issues"]


def by_shell(folder, code, kind, content):
    path, out = folder / "list.csv", io.StringIO()
    path.write_bytes(content)
    with pytest.raises(SystemExit):
        call_command("import_list", str(path), "--organisation", code, "--type", kind, "--check", "--json", stdout=out)
    found = json.loads(out.getvalue())
    return found, found["issues"]


def test_these_are_all_kinds():
    assert set(KINDS) == set(list_types())


@pytest.mark.parametrize("kind", KINDS)
def test_every_door_says_the_same(kind, doors):
    head, good, bad, (column, value, code) = KINDS[kind]
    ways = doors(kind)
    content = "\n".join([head, good, bad, ""]).encode()
    answers = [way(content) for way in (ways.page, ways.program, ways.shell)]
    for figures, issues in answers:
        assert (figures["rows"], figures["new"] + figures["changed"], figures["problems"]) == (2, 1, 1)
        problems = [issue for issue in issues if issue["level"] == "problem"]
        assert [(i["row"], i["column"], i["value"], i["code"]) for i in problems] == [(3, column, value, code)]
    assert answers[0][1] == answers[1][1] == answers[2][1]


@pytest.mark.parametrize("kind", KINDS)
def test_its_template_comes_back_filled(kind, doors):
    """Each example that the template shows is a value that its own check takes."""
    ways, list_type = doors(kind), list_type_of(kind)
    answer = ways.client.get(reverse("import-template", args=[kind, "csv"]))
    header, example = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))[:2]
    assert header == list_type.template_headings()
    own = {"registration_number": "7000001", "organisation": "ZZ1", "employer_ods": "", "last_name": "Ng"}
    columns = [column for column in list_type.columns if column.is_in_template]
    filled = [own.get(column.heading, column.example) for column in columns]
    out = io.StringIO()
    csv.writer(out).writerows([header, example, filled])
    figures, issues = ways.page(out.getvalue().encode())
    assert (figures["rows"], figures["problems"]) == (1, 0), issues
