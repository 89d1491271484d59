"""Files that go home and come back: templates, rows with problems, rows left out, the organisation's own list."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from talent_register.common.tables import open_document, workbook
from tests.talent_register.imports.conftest import step

pytestmark = pytest.mark.slow


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
