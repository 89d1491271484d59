"""The door for programs: what comes in, what goes out, and that the shell says the same."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician
from talent_register.accounts.actions import tokens
from talent_register.accounts.models import ApiToken
from talent_register.audit.models import Event
from talent_register.common.permissions import Scope
from talent_register.imports import api_urls
from talent_register.imports.forms.handed_in import Unreadable, as_file
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters import openapi, programs
from talent_register.imports.resources import list_types
from tests.factories.organisations import OrganisationFactory
from tests.samples import IMPORTS

from .conftest import step
from .test_import_list import import_list  # noqa: F401

pytestmark = pytest.mark.slow

IMPORTS_ADDRESS = "/api/v1/imports/"
ROW = {"First name": "Amara", "Last name": "Okafor", "Email": "amara@nhs.example", "GMC number": "7000001"}


@pytest.fixture
def program(db, college, college_admin):
    """A client with a token of the college. No session, and CSRF is checked."""
    made = {"name": "Records", "scopes": list(Scope), "days": 30, "by": college_admin, "at": timezone.now()}
    _token, secret = tokens.create(organisation=college, **made)
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})


def send(program, rows=(ROW,), key="", **more):
    headers = {"Idempotency-Key": key} if key else {}
    body = {"list_type": "trainees", "rows": list(rows), **more}
    return program.post(IMPORTS_ADDRESS, json.dumps(body), content_type="application/json", headers=headers)


def test_a_file_gets_the_answer_that_the_shell_gives(program, import_list, truth):  # noqa: F811
    file = SimpleUploadedFile("tis_people.xlsx", (IMPORTS / "tis_people.xlsx").read_bytes())
    answer = program.post(IMPORTS_ADDRESS, {"list_type": "trainees", "file": file})
    assert (answer.status_code, answer.json()["state"]) == (202, "CHECKING")
    run = step(ImportRun.objects.get())
    summary = program.get(answer["Location"]).json()
    found = program.get(summary["links"]["problems"]).json()
    _code, shell = import_list("tis_people.xlsx", "--check")
    assert {key: summary[key] for key in ("rows", "new", "problems")} == {
        key: shell[key] for key in ("rows", "new", "problems")
    }
    assert found["issues"] == shell["issues"]
    assert found["next"] is None
    assert not Clinician.objects.exists()
    assert summary["links"]["page"].endswith(f"/imports/{run.reference}/")
    event = Event.objects.get(type="imports.list_handed_in")
    assert event.actor == run.token.audit_name
    assert run.uploaded_by == run.token.created_by


@pytest.mark.usefixtures("reference")
def test_rows_are_numbered_as_in_a_spreadsheet(program):
    reference = send(program, [ROW, {**ROW, "GMC number": "65432", "Email": "two@nhs.example"}]).json()["reference"]
    step(ImportRun.objects.get())
    issues = program.get(reverse("api-import-problems", args=[reference])).json()["issues"]
    assert [(i["row"], i["column"], i["value"]) for i in issues if i["level"] == "problem"] == [
        (3, "GMC number", "65432")
    ]


def test_the_same_key_makes_one_import(program):
    first, again = send(program, key="a"), send(program, key="a")
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json()["reference"] == again.json()["reference"]
    other = send(program, [{**ROW, "Last name": "Other"}], key="a")
    assert other.status_code == 409
    assert first.json()["reference"] in other.json()["errors"][0]["message"]
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "where", "found"),
    [
        ({"list_type": "trainees"}, "rows", ""),
        ({"rows": [ROW]}, "list_type", ""),
        ({"list_type": "cats", "rows": [ROW]}, "list_type", "cats"),
        ({"list_type": "trainees", "rows": [ROW], "mode": "MERGE"}, "mode", "MERGE"),
        ({"list_type": "awards", "rows": [ROW], "mode": "REPLACE"}, "mode", "REPLACE"),
        ({"list_type": "trainees", "rows": [ROW], "organisation": "RCY"}, "organisation", "RCY"),
        ({"list_type": ["trainees"], "rows": [ROW]}, "list_type", "list"),
        ({"list_type": "trainees", "rows": [ROW, {"Last name": {}}]}, "row 3, Last name", "{}"),
        ([], "", "list"),
    ],
)
def test_mistakes_say_where_and_what(program, body, where, found):
    answer = program.post(IMPORTS_ADDRESS, json.dumps(body), content_type="application/json")
    mistake = answer.json()["errors"][0]
    assert (answer.status_code, mistake["where"], mistake["found"]) == (400, where, found)
    assert mistake["message"].endswith(".")
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b'{"rows": NaN}'])
def test_what_is_no_json_is_refused(program, body):
    answer = program.post(IMPORTS_ADDRESS, body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "not_understood")


def test_a_file_that_is_no_list_is_refused_at_once(program):
    file = SimpleUploadedFile("list.xlsx", b"%PDF-1.7 not a workbook")
    answer = program.post(IMPORTS_ADDRESS, {"list_type": "trainees", "file": file})
    assert answer.json()["errors"][0] == {
        "where": "file",
        "found": "",
        "code": "wrong_kind",
        "message": "The selected file must be a CSV, XLSX or ODS. "
        "This is a PDF. Ask for the list behind it as a spreadsheet",
    }
    assert Event.objects.get(type="imports.file_refused").reason == "wrong_kind"


def test_a_file_found_out_later_is_refused_with_the_same_words(program, import_list):  # noqa: F811
    file = SimpleUploadedFile("list.xlsx", (IMPORTS / "headings_only.xlsx").read_bytes())
    answer = program.post(IMPORTS_ADDRESS, {"list_type": "trainees", "file": file})
    step(ImportRun.objects.get())
    found = program.get(answer.json()["links"]["problems"]).json()
    _code, shell = import_list("headings_only.xlsx")
    assert (found["state"], found["issues"]) == ("REFUSED", shell["issues"])


def test_another_organisation_finds_nothing(program):
    elsewhere = ImportRun.objects.create(
        reference="IMP-2026-99999",
        organisation=OrganisationFactory(code="RCY", slug="royal-college-of-y"),
        list_type="trainees",
        as_at=timezone.localdate(),
        uploaded_at=timezone.now(),
    )
    for name in ("api-import", "api-import-problems"):
        answer = program.get(reverse(name, args=[elsewhere.reference]))
        unknown = program.get(reverse(name, args=["IMP-2026-88888"]))
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")
        assert answer.json() == unknown.json(), "whether it exists elsewhere is not told"
    token = ApiToken.objects.get()
    asked = Event.objects.filter(type="imports.other_organisation_asked")
    assert {(e.actor, e.object_ref, e.organisation) for e in asked} == {
        (token.audit_name, elsewhere.reference, "COLL-X")
    }
    assert asked.count() == 2, "once a call, and none for a reference that nobody has"
    assert program.get(IMPORTS_ADDRESS).json() == {"imports": [], "next": None}
    assert program.get(IMPORTS_ADDRESS, {"after": elsewhere.reference}).status_code == 400


def test_a_list_in_the_name_of_another_organisation_is_written_down(program):
    assert send(program, organisation="RCY").status_code == 400
    assert Event.objects.get(type="imports.other_organisation_asked").details["asked"] == "organisation"


def test_lists_come_newest_first_in_pages(program, college, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(programs, "LISTS_A_PAGE", 2)
    now = timezone.now()
    for number in range(5):
        more = {"as_at": now.date(), "uploaded_at": now, "organisation": college, "list_type": "trainees"}
        ImportRun.objects.create(reference=f"IMP-2026-0000{number}", **more)
    found, address = [], IMPORTS_ADDRESS
    while address:
        with django_assert_max_num_queries(16):
            page = program.get(address).json()
        found.append([one["reference"][-1] for one in page["imports"]])
        address = page["next"]
    assert found == [["4", "3"], ["2", "1"], ["0"]]


def test_reading_which_lists_there_are_needs_the_scope_to_read(db, college, college_admin):
    made = {"name": "W", "scopes": [Scope.IMPORTS_WRITE], "days": 30, "by": college_admin, "at": timezone.now()}
    _token, secret = tokens.create(organisation=college, **made)
    writer = Client(headers={"Authorization": f"Bearer {secret}"})
    assert writer.get(IMPORTS_ADDRESS).status_code == 403
    assert send(writer).status_code == 202


def test_without_a_token_or_its_scope_nothing_opens(db, college, college_admin, log_in):
    address = reverse("api-import", args=["IMP-1"])
    for stranger in (Client(), log_in(college_admin), Client(headers={"Authorization": "Bearer tlr_guess"})):
        answer = stranger.get(address)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    made = {"name": "R", "scopes": [Scope.IMPORTS_READ], "days": 30, "by": college_admin, "at": timezone.now()}
    _token, secret = tokens.create(organisation=college, **made)
    reader = Client(headers={"Authorization": f"Bearer {secret}"})
    assert send(reader).status_code == 403
    assert reader.get(address).status_code == 404


def test_other_methods_and_too_many_calls_are_refused_in_json(program, monkeypatch):
    answer = program.delete(IMPORTS_ADDRESS)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert program.get("/api/v1/nowhere/").json()["errors"][0]["code"] == "not_found"
    assert program.get(reverse("api-import-problems", args=["IMP-1"]), {"after": "x"}).status_code == 400
    monkeypatch.setattr("talent_register.accounts.bearer.is_too_often", lambda *_, **__: True)
    answer = program.get(reverse("api-import", args=["IMP-1"]))
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_rows_become_a_list_with_all_their_names():
    rows = [{"a": 1, "b": None}, {"c": "x\ny", "a": True}]
    assert as_file(rows).decode().splitlines() == ["a,b,c", "1,,", "True,,x y"]
    with pytest.raises(Unreadable):
        as_file([])


# --- The description


def resolve(whole, schema):
    while "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def fits(whole, value, schema) -> list[str]:
    """What in a value is not as the schema says: the part of JSON Schema that the description uses."""
    schema = resolve(whole, schema)
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{value} is none of {schema['enum']}"]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", type(None): "null"}
    if (kind := names[type(value)]) not in kinds:
        return [f"{value!r} is {kind}, not {kinds}"]
    if kind == "array":
        return [words for item in value for words in fits(whole, item, schema["items"])]
    if kind != "object" or "properties" not in schema:
        return []
    wrong = [f"lacks {name}" for name in schema.get("required", ()) if name not in value]
    wrong += [f"has {name}" for name in value if name not in schema["properties"]]
    known = [name for name in value if name in schema["properties"]]
    return wrong + [words for name in known for words in fits(whole, value[name], schema["properties"][name])]


def test_the_description_names_every_address_and_its_examples_fit():
    whole = openapi.document(list_types())
    routes = {f"/api/v1/{entry.pattern}".replace("<slug:reference>", "{reference}") for entry in api_urls.urlpatterns}
    assert set(whole["paths"]) == routes - {"/api/v1/openapi.json"}
    references = set(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(whole)))
    assert references <= set(whole["components"]["schemas"])
    for methods in whole["paths"].values():
        for call in methods.values():
            parts = [*call["responses"].values(), *filter(None, [call.get("requestBody")])]
            for kind in [content for part in parts for content in part["content"].values()]:
                if "example" in kind:
                    assert fits(whole, kind["example"], kind["schema"]) == []


@pytest.mark.usefixtures("reference")
def test_real_answers_fit_the_description(program):
    whole = openapi.document(list_types())
    paths = whole["paths"]
    answer = send(program, [ROW, {**ROW, "Email": "x@nhs"}])
    step(ImportRun.objects.get())
    reference = answer.json()["reference"]
    one = "/api/v1/imports/{reference}/"
    answers = [
        (paths[IMPORTS_ADDRESS]["post"], answer),
        (paths[IMPORTS_ADDRESS]["post"], send(program, [])),
        (paths[IMPORTS_ADDRESS]["get"], program.get(IMPORTS_ADDRESS)),
        (paths[IMPORTS_ADDRESS]["get"], program.get(IMPORTS_ADDRESS, {"after": "x"})),
        (paths[one]["get"], program.get(one.format(reference=reference))),
        (paths[f"{one}problems/"]["get"], program.get(f"{one}problems/".format(reference=reference))),
        (paths[one]["get"], program.get(one.format(reference="IMP-0"))),
        (paths[one]["get"], Client().get(one.format(reference=reference))),
        (paths[one]["get"], program.post(one.format(reference=reference))),
    ]
    for call, came in answers:
        schema = call["responses"][str(came.status_code)]["content"]["application/json"]["schema"]
        assert fits(whole, came.json(), schema) == []


def test_the_description_and_the_page_are_open_to_all(client, db):
    assert client.get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
    page = client.get("/api/").content.decode()
    assert "Hand in a list" in page
    assert "registration_number" in page
    assert "duplicate_in_file" in page
