"""An administrator walks a list from upload to undo, as a browser without JavaScript does."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from profiles.models import Clinician
from talent_register.audit.models import Event
from talent_register.imports.models import ImportRun
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory
from tests.talent_register.imports.conftest import step

pytestmark = pytest.mark.slow

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


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
    assert "imports.css" in page.text
    assert "in_place.js" in page.text
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


def test_a_row_says_what_it_says_where_it_cannot_be_compared(approver):
    ClinicianFactory(family_name="Ng", given_names="Ann", work_email="ann@x.example")
    run = approver.upload(b"GMC number,Last name,First names,Email\n7000001,Li,Ann,ann@x.example\n")
    approver.columns(run)
    page = approver.where(run).text
    assert "so we do not show them" in page
    assert "<dt>Work email</dt><dd>ann@x.example</dd>" in page


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


def test_another_row_can_have_the_column_names(approver):
    run = approver.upload(b"Surname,GMC no\nabove,beside\nGMC no,Surname\n7000001,Ng\n7000002,Li\n")
    assert run.header_row == 1
    there = reverse("import-heading-row", args=[run.reference])
    assert f'href="{there}"' in approver.where(run).text
    page = approver.client.get(there).context["form"]["row"]
    assert (page.initial, page.field.hints["4"]) == (1, "7000001 | Ng")
    assert "Select one of the options on this page" in approver.post("import-heading-row", run, {"row": "99"}).text
    approver.post("import-heading-row", run, {"row": "3"})
    run = step(run)
    assert (run.header_row, run.headings, run.state) == (3, ["GMC no", "Surname"], "NEEDS_ANSWERS")
    assert list(run.rows.values_list("number", "raw__last_name")) == [(4, "Ng"), (5, "Li")]


def test_another_sheet_can_have_the_list(approver):
    book, content = Workbook(), io.BytesIO()
    book.active.title = "Trainees"
    for title, rows in {
        "Trainees": [("GMC no", "Surname"), ("7000001", "Ng"), ("7000002", "Li")],
        "Leavers": [("Surname", "GMC no", "Left on"), ("Au", "7000003", "1 May")],
        "Notes": [("Ask Ng", "who left")],
        "Empty": [],
        "Secret": [("GMC no", "Surname"), ("7000004", "Ba")],
    }.items():
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book["Secret"].sheet_state = "hidden"
    book.save(content)
    run = approver.upload(content.getvalue())
    assert run.sheet == "Trainees"
    there = reverse("import-sheet", args=[run.reference])
    assert f'href="{there}"' in approver.where(run).text
    page = approver.client.get(there).context["form"]["sheet"]
    hints = {"Trainees": "2 rows: GMC no, Surname", "Leavers": "1 row: Surname, GMC no, Left on"}
    assert page.field.hints == hints
    assert "Select the sheet that has your list" in approver.post("import-sheet", run, {}).text
    assert "Select one of the options on this page" in approver.post("import-sheet", run, {"sheet": "Secret"}).text
    approver.post("import-sheet", run, {"sheet": "Leavers"})
    run = step(run)
    assert (run.sheet, run.headings[0], run.rows.count()) == ("Leavers", "Surname", 1)


def test_where_no_row_of_names_is_known_we_ask_which_it_is(approver):
    run = approver.upload(b"Nom,Nombre\nNg,7000001\nLi,7000002\n")
    answer = approver.where(run)
    assert answer.redirect_chain[-1][0] == reverse("import-heading-row", args=[run.reference])
    assert "We are not sure where your column names are." in answer.text
    approver.post("import-heading-row", run, {"row": "1"})
    run = step(run)
    assert run.is_heading_sure
    assert approver.where(run).redirect_chain[-1][0] == reverse("import-columns", args=[run.reference])


def test_the_same_file_again_is_said_at_once(approver):
    text = b"GMC number,Last name\n7000001,Ng\n"
    first = approver.upload(text)
    assert "You imported this file on" not in approver.where(first).text
    ImportRun.objects.filter(pk=first.pk).update(state="IMPORTED", imported_at=timezone.now())
    assert f"You imported this file on {timezone.localdate():%-d %B %Y}" in approver.where(approver.upload(text)).text


def test_the_same_rows_in_another_file_are_said_too(approver):
    first = approver.upload(b"GMC number,Last name\n7000001,Ng\n7000002,Li\n")
    ImportRun.objects.filter(pk=first.pk).update(state="IMPORTED", imported_at=timezone.now())
    again = approver.upload(b"Last name;GMC number;Shoe\nLi;7000002;9\nNg;7000001;8\n")
    assert "You imported the same rows on" in approver.where(again).text
    assert "from the file list.csv" in approver.where(again).text
    other = approver.upload(b"GMC number,Last name\n7000001,Ng\n7000003,Li\n")
    assert "You imported" not in approver.where(other).text


def test_two_columns_cannot_be_one(approver):
    run = approver.upload(b"GMC number,Last name,Second name\n7000001,Ng,Li\n")
    page = approver.columns(run, **{"column-2": "last_name"})
    assert "Only one column can be last name. Change one of these" in page.text
    page = approver.columns(run, **{"column-1": "", "column-2": ""})
    assert "Choose the column that has: last name" in page.text


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
