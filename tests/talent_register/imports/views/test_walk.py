"""An administrator walks a list from upload to undo, as a browser without JavaScript does."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from profiles.models import Clinician
from talent_register.audit.models import Event
from talent_register.common.tables import open_document, workbook
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.samples import IMPORTS
from tests.talent_register.imports.conftest import step

pytestmark = pytest.mark.slow

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Walker:
    """One person with a browser."""

    def __init__(self, client):
        self.client = client

    def get(self, name, *args):
        return self.client.get(reverse(name, args=args))

    def post(self, name, run, data=None, **more):
        return self.client.post(reverse(name, args=[run.reference]), data or {}, **more)

    def upload(self, file, mode="ADD", scope="2026"):
        answer = self.client.post(reverse("import-new"), {"list_type": "trainees", "mode": mode, "scope": scope})
        run = ImportRun.objects.exclude(reference="IMP-EARLIER").latest("pk")
        assert answer.url == reverse("import-file", args=[run.reference])
        content = (IMPORTS / file).read_bytes() if isinstance(file, str) else file
        name = file if isinstance(file, str) else "list.csv"
        answer = self.post("import-file", run, {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.context["form"].errors
        return step(run)

    def where(self, run):
        """The page where the import goes on."""
        return self.client.get(reverse("import-step", args=[run.reference]), follow=True)

    def columns(self, run, **changes):
        mapping = {f"column-{index}": key for key, index in run.mapping.items()}
        mapping |= {f"order-{key}": run.date_orders[key] for key in run.unsure_orders}
        answer = self.post("import-columns", run, {**mapping, "remember": "on", **changes})
        run.refresh_from_db()
        return answer


@pytest.fixture
def admin(db, college, college_admin, reference, log_in):
    return Walker(log_in(college_admin))


@pytest.fixture
def approver(earlier, college, college_approver, reference, log_in):
    return Walker(log_in(college_approver))


def test_a_list_from_upload_to_undo(approver):
    run = approver.upload("tis_people.xlsx")
    assert run.state == "NEEDS_ANSWERS"
    page = approver.where(run)
    assert "Match your columns" in page.text
    assert "NI number" in page.text
    assert "QQ123456C" not in page.text
    approver.columns(run)
    page = approver.where(run)
    assert "Match values we do not recognise" in page.text
    assert "Cardilogy" in page.text
    approver.post("import-values", run, {"value-0": "cardiology"})
    page = approver.where(run)
    assert "6 rows have a problem" in page.text
    assert "“65432” has 5 digits. GMC reference numbers have 7 digits." in page.text
    url = reverse("import-row-fix", args=[run.reference, 19])
    page = approver.client.post(url, {"column": "work_email", "value": "ann@nhs.example"}, follow=True)
    assert "Row 19 fixed. 5 rows still have a problem" in page.text
    approver.post("import-problems", run)
    page = approver.where(run)
    assert "Check before you import" in page.text
    assert "Import 235 people" in page.text
    approver.post("import-check", run, {"declared": "on"})
    run.refresh_from_db()
    assert run.state == "IMPORTING"
    page = approver.where(run)
    assert "<progress" in page.text
    assert 'http-equiv="refresh"' in page.text
    step(run)
    page = approver.where(run)
    assert "235 people imported" in page.text
    assert "5 rows left out" in page.text
    assert Clinician.objects.stubs().count() == 235
    assert "Letters are not decided" in page.text
    approver.post("import-letters", run, {"when": "morning"})
    assert Letter.objects.filter(kind="profiles/claim", related=run.reference, state="PENDING").count() == 235
    assert Letter.objects.filter(kind="imports/finished").count() == 1
    page = approver.get("import-undo", run.reference)
    assert "235 new people will be removed" in page.text
    approver.post("import-undo", run)
    step(run)
    assert "This import was undone" in approver.where(run).text
    assert not Clinician.objects.exists()
    assert set(Letter.objects.filter(kind="profiles/claim").values_list("state", flat=True)) == {"CANCELLED"}


def test_grades_are_matched_once_and_remembered(approver):
    run = approver.upload("college_membership.csv")
    approver.columns(run)
    page = approver.where(run)
    assert "ST-3" in page.text
    assert "Suggested" in page.text
    fields = {
        name: bound.value() for name, bound in ((n, page.context["form"][n]) for n in page.context["form"].fields)
    }
    approver.post("import-values", run, fields)
    assert "Import 180 people" in approver.where(run).text
    first = run.reference
    approver.client.post(reverse("import-cancel", args=[first]))
    run = ImportRun.objects.latest("pk")
    assert (run.state, run.rows.count()) == ("CANCELLED", 0)


def test_the_next_list_with_the_same_headings_needs_no_answers(approver):
    run = approver.upload("college_membership.csv")
    approver.columns(run)
    page = approver.where(run)
    approver.post("import-values", run, {n: page.context["form"][n].value() for n in page.context["form"].fields})
    run.delete()
    run = approver.upload("college_membership.csv")
    assert run.state == "READY"
    assert set(run.sure.values()) == {"remembered"}


def test_zeros_are_offered_never_added_silently(approver):
    run = approver.upload("school_list.xlsx")
    approver.columns(run)
    page = approver.where(run)
    assert "29 registration numbers lost the 0s they began with" in page.text
    page = approver.post("import-check", run, {"declared": "on"})
    assert "Select what to do with the 0s" in page.text
    approver.post("import-check", run, {"declared": "on", "zeros": "ADD"})
    assert step(run).state == "IMPORTED"


def test_an_administrator_asks_an_approver(admin, approver):
    run = admin.upload("template_filled.csv")
    admin.columns(run)
    page = admin.where(run)
    assert "Ask your approvers" in page.text
    admin.post("import-check", run, {"declared": "on"})
    run.refresh_from_db()
    assert run.state == "READY"
    page = admin.client.post(reverse("import-check", args=[run.reference]), {"hand_over": "1"}, follow=True)
    assert "Waiting for an approver" in page.text
    assert Letter.objects.get(kind="imports/ready").to_name == "Avery Approver"
    approver.post("import-check", run, {"declared": "on"})
    assert step(run).state == "IMPORTED"


def test_possible_matches_are_asked_about(approver):
    text = b"GMC number,Last name,First names,Email\n7000001,Ng,Ann,ann@x.example\n"
    run = approver.upload(text)
    approver.columns(run)
    approver.post("import-check", run, {"declared": "on"})
    step(run)
    run.delete()
    run = approver.upload(b"GMC number,Last name,First names,Email\n7000001,Li,Ann,ann@x.example\n")
    page = approver.where(run)
    assert "1 person may already be on the register" in page.text
    assert "Different" in page.text
    page = approver.post("import-duplicates", run)
    assert "Choose what to do with row 2, or leave it out" in page.text
    approver.post("import-duplicates", run, {"row-2": "SAME_ADD"})
    page = approver.where(run)
    assert "Import 1 person" in page.text
    assert "Li" in approver.get("import-rows", run.reference, "changed").text


def test_a_refused_file_says_why_and_can_be_replaced(approver):
    run = approver.upload(b"GMC number,Last name\n")
    page = approver.where(run)
    assert "The selected file has column names but no rows below them" in page.text
    answer = approver.post("import-file", run, {"pasted": "GMC number\tLast name\n7000001\tNg\n"})
    assert answer.status_code == 302
    assert step(run).counts["rows"] == 1


@pytest.mark.parametrize(
    ("data", "words", "noted"),
    [
        ({}, "Select a file", []),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "The selected file is empty", ["empty"]),
        (
            {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.4")},
            "must be a CSV, XLSX or ODS. This is a PDF",
            ["wrong_kind"],
        ),
        ({"file": SimpleUploadedFile("a.csv", EICAR)}, "The selected file contains a virus", ["virus"]),
    ],
)
def test_what_is_no_file_is_said_at_once_and_noted(data, words, noted, approver):
    approver.client.post(reverse("import-new"), {"list_type": "trainees", "mode": "ADD"})
    run = ImportRun.objects.latest("pk")
    assert words in approver.post("import-file", run, data).text
    run.refresh_from_db()
    assert run.state == "STARTED"
    assert list(Event.objects.filter(type="imports.file_refused").values_list("reason", flat=True)) == noted


def test_another_file_takes_the_place_of_one_with_problems(approver):
    run = approver.upload("tis_people.xlsx")
    approver.columns(run)
    text = b"GMC number,Last name\n7000001,Ng\n"
    approver.post("import-file", run, {"file": SimpleUploadedFile("mended.csv", text)})
    run = step(run)
    assert (run.counts["rows"], run.file_name, run.columns_confirmed_at) == (1, "mended.csv", None)


def test_two_columns_cannot_be_one(approver):
    run = approver.upload(b"GMC number,Last name,Second name\n7000001,Ng,Li\n")
    page = approver.columns(run, **{"column-2": "last_name"})
    assert "Only one column can be last name. Change one of these" in page.text
    page = approver.columns(run, **{"column-1": "", "column-2": ""})
    assert "Choose the column that has: last name" in page.text


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_rows_with_problems_can_be_taken_home(approver, ending):
    run = approver.upload("tis_people.xlsx")
    approver.columns(run)
    answer = approver.get("import-problem-rows", run.reference, ending)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert sheet[0][:3] == ["Row", "Problems", "Surname *"]
    assert sheet[1][0] == "6"
    assert "65432" in sheet[1]
    assert len(sheet) == 8


def test_a_long_value_is_taken_home_whole(approver):
    run = approver.upload("tis_people.xlsx")
    approver.columns(run)
    row = run.rows.filter(state="PROBLEM").first()
    key = next(iter(run.mapping))
    row.raw[key] = "A" + "b" * 150
    row.save(update_fields=["raw"])
    answer = approver.get("import-problem-rows", run.reference, "xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert any(row.raw[key] in line for line in sheet)


def test_the_template_comes_back_without_a_problem(approver):
    for ending in ("csv", "xlsx", "ods"):
        answer = approver.get("import-template", "trainees", ending)
        content = b"".join(answer) if answer.streaming else answer.content
        run = approver.upload(content)
        assert run.refusal == "headings_only"
        run.delete()
        # Filled below the example, which whoever forgets it may leave in.
        sheet = next(csv.reader(io.StringIO(content.decode("utf-8-sig")))) if ending == "csv" else None
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python() if not sheet else []
        )
        header = sheet or rows[0]
        filled = {"regulator": "GMC", "registration_number": "0012345", "last_name": "Ng", "work_email": "a@x.example"}
        row = [filled.get(name, "") for name in header]
        if ending == "csv":
            content += ",".join(row).encode()
        else:
            content = {"xlsx": workbook, "ods": open_document}[ending]([("Trainee list", header, [rows[1], row])])
        run = approver.upload(content)
        assert (run.refusal, run.counts["rows"], run.counts.get("problems", 0)) == ("", 1, 0)
        assert "example_row" in run.changed_silently
        run.delete()
    assert approver.get("import-template", "nothing", "csv").status_code == 404
    assert approver.get("import-template", "trainees", "exe").status_code == 404


def test_a_list_taken_home_as_ods_comes_back_with_its_zeros(approver):
    line = b"GMC number,Last name,First names,Email,Grade\n0012345,Ng,Zo\xc3\xab,zoe@x.example,ST4\n"
    first = approver.upload(line)
    approver.columns(first)
    approver.post("import-check", first, {"declared": "on"})
    step(first)
    answer = approver.get("import-own-list", first.reference, "ods")
    assert answer["Content-Disposition"].endswith('.ods"')
    again = approver.upload(answer.content)
    approver.columns(again)
    assert again.rows.get().cleaned["number_key"] == first.rows.get().cleaned["number_key"] == "0012345"
    assert (again.counts["unchanged"], again.counts["problems"]) == (1, 0)


def test_steps_out_of_order_lead_to_where_the_import_is(approver):
    run = approver.upload("template_filled.csv")
    for name in ("import-check", "import-receipt", "import-undo", "import-progress"):
        assert approver.get(name, run.reference).url == reverse("import-columns", args=[run.reference])


def test_somebody_elses_import_is_not_there(approver, log_in):
    run = approver.upload("template_filled.csv")
    elsewhere = MembershipFactory(
        user=UserFactory(second_factor=True),
        role="college_approver",
        organisation=OrganisationFactory(kind="COLLEGE"),
    )
    other = log_in(elsewhere.user)
    names = ("step", "columns", "values", "problems", "duplicates", "check", "progress", "receipt", "undo", "cancel")
    assert {other.get(reverse(f"import-{name}", args=[run.reference])).status_code for name in names} == {404}
    assert run.reference not in other.get(reverse("import-list")).text


def test_the_list_of_imports_asks_the_same_however_long_it_is(admin, django_assert_max_num_queries):
    admin.upload("template_filled.csv")
    with django_assert_max_num_queries(15):
        page = admin.get("import-list")
    assert "Needs your answers" in page.text
    assert "No imports match" in admin.client.get(reverse("import-list") + "?state=FAILED").text


def taken_home(approver, run, **changes):
    """The file of rows with problems with some cells changed: heading=value of the first row."""
    answer = approver.get("import-problem-rows", run.reference, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    for place, value in changes.items():
        row, heading = place.split("|")
        numbers = [cell.value for cell in sheet["A"]]
        sheet.cell(numbers.index(row) + 1, headings.index(heading) + 1).value = value
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("mended.xlsx", kept.getvalue())


def test_rows_mended_at_home_come_back_with_the_same_result_as_here(approver):
    here = approver.upload("tis_people.xlsx")
    approver.columns(here)
    for number, column, value in ((6, "registration_number@gmc", "7654329"), (19, "work_email", "ann@nhs.example")):
        fix = reverse("import-row-fix", args=[here.reference, number])
        approver.client.post(fix, {"column": column, "value": value})
    run = approver.upload("tis_people.xlsx")
    approver.columns(run)
    run.refresh_from_db()
    before = run.counts["problems"]
    mended = taken_home(approver, run, **{"6|GMC Number": "7654329", "19|Email Address": "ann@nhs.example"})
    page = approver.client.post(reverse("import-problems", args=[run.reference]), {"mended": mended}, follow=True)
    assert "We took over 2 rows" in page.text
    run.refresh_from_db()
    assert run.counts["problems"] == before - 2
    assert run.rows.get(number=19).fixes == {"work_email": "ann@nhs.example"}
    assert run.rows.get(number=6).cleaned["number_key"] == "7654329"
    assert run.rows.exclude(fixes={}).count() == 2
    same = ("number", "raw", "fixes", "cleaned", "issues", "state", "action")
    assert list(run.rows.values(*same)) == list(here.rows.values(*same))


SHIFTED = b"""GMC number,Last name,First names,Email,Grade
7000001,Ng,Ann,ann@x.example,ST4
7000002,Li, Bo,Bo,bo@x.example,ST4
7000003,Ash,Cy,cy@x.example
"""


def test_a_row_that_is_too_long_or_short_can_be_looked_at_and_used(approver):
    run = approver.upload(SHIFTED)
    approver.columns(run)
    page = approver.get("import-problems", run.reference).text
    assert "Li; Bo; 7000002; bo@x.example" in page
    assert "The whole row" in page
    fix = reverse("import-row-fix", args=[run.reference, 4])
    page = approver.client.post(fix, {"column": "…", "value": ""}, follow=True)
    assert "Row 4 fixed. 1 row still has a problem" in page.text
    mended = taken_home(approver, run, **{"3|First names": "Bo", "3|Email": "bo@x.example", "3|Grade": "ST4"})
    approver.client.post(reverse("import-problems", args=[run.reference]), {"mended": mended})
    run.refresh_from_db()
    assert (run.counts["problems"], run.ready_count) == (0, 3)
    assert run.rows.get(number=3).cleaned["work_email"] == "bo@x.example"


def test_rows_left_out_are_taken_home_with_their_reasons_and_come_in_again(approver):
    run = approver.upload("tis_people.xlsx")
    approver.columns(run)
    approver.post("import-problems", run)
    approver.post("import-check", run, {"declared": "on"})
    step(run)
    answer = approver.get("import-rows-file", run.reference, "left-out", "xlsx")
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert header[:2] == ["Row", "Problems"]
    assert [row[0] for row in rows] == ["6", "19", "25", "33", "46", "59", "65"]
    assert all(row[1] for row in rows)
    again = approver.upload(answer.content)
    assert again.counts["rows"] == 7
    assert {"Row", "Problems"} <= {column["heading"] for column in again.dropped}


def test_an_undo_names_who_would_stay(approver):
    run = approver.upload(b"GMC number,Last name,First names,Email\n7000001,Ng,Ann,\n7000002,Li,Bo,bo@x.example\n")
    approver.columns(run)
    assert "Up to 1 invitation, from 9am on" in approver.where(run).text
    approver.post("import-check", run, {"declared": "on"})
    step(run)
    Clinician.objects.filter(family_name="Li").update(preferred_name="Bob", updated_at=timezone.now())
    page = approver.get("import-undo", run.reference).text
    assert "1 new person will be removed" in page
    assert "somebody changed them. Bo Li" in page
    assert "No letter of this import is waiting to leave" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "The selected file is empty"), (b"Surname *,GMC Number\nNg,7000001\n", "Its first column is Row")],
)
def test_another_file_is_not_taken_for_mended_rows(content, words, approver):
    run = approver.upload("tis_people.xlsx")
    approver.columns(run)
    page = approver.client.post(
        reverse("import-problems", args=[run.reference]), {"mended": SimpleUploadedFile("x.csv", content)}, follow=True
    )
    assert words in page.text
    assert not run.rows.exclude(fixes={}).exists()
