import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from talent_register.imports.reading import Limits, Refused, read, workbooks
from talent_register.imports.reading.table import Rows

KNOWN = {"surname", "forenames", "gmc number", "start"}


def workbook(rows, hidden=None, epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "Trainees & others"
    for row in rows:
        sheet.append(row)
    if hidden:
        other = book.create_sheet("secret")
        for row in hidden:
            other.append(row)
        other.sheet_state = "hidden"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def archive(**entries):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return kept.getvalue()


def test_numbers_dates_and_errors_keep_their_kind():
    rows = [["Surname", "GMC Number", "Start"], ["Ng", 12345.0, dt.date(2026, 8, 5)], ["Li", "#N/A", 0.5]]
    table = read(workbook(rows), known=KNOWN)
    assert table.rows == [(2, ["Ng", 12345, {"date": "2026-08-05"}]), (3, ["Li", {"error": "#N/A"}, 0.5])]


def test_dates_of_a_1904_workbook_are_the_dates_it_shows():
    day = dt.datetime(2026, 8, 5)
    content = workbook([["Surname", "Start"], ["Ng", day]], epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904)
    table = read(content, known=KNOWN)
    assert table.is_1904
    assert table.rows[0][1][1] == {"date": "2026-08-05"}


def test_a_formula_without_a_saved_result_is_marked():
    table = read(workbook([["Surname", "Forenames"], ["Ng", '=UPPER("ann")']]), known=KNOWN)
    assert table.rows[0][1] == ["Ng", {"formula": True}]


@pytest.mark.parametrize("size", [7, 64, 10_000])
def test_marks_are_found_wherever_the_sheet_is_cut(size, monkeypatch):
    monkeypatch.setattr(workbooks, "AT_ONCE", size)
    rows = [["Surname", "Forenames"], *[["Ng", '=UPPER("ann")'], ["Li", "#N/A"]] * 5]
    found, *_rest = workbooks.read_workbook(workbook(rows), "xlsx", KNOWN, "", Limits())
    assert [row[1] for row in [*found][1:]] == [{"formula": True}, {"error": "#N/A"}] * 5


def test_a_table_that_begins_further_in_keeps_its_columns():
    table = read(workbook([[], [None, None, "Surname", "Forenames"], [None, None, "Ng", "Ann"]]), known=KNOWN)
    assert (table.headings, table.rows) == (["", "", "Surname", "Forenames"], [(3, ["", "", "Ng", "Ann"])])


def test_rows_are_packed_and_can_be_gone_through_again():
    rows = Rows()
    added = [[number, "Cardiology", None, 1.5, {"date": "2026-08-06"}] for number in range(1_201)]
    for row in added:
        rows.append(row)
    assert len(rows) == 1_201
    assert [*rows] == [*rows] == added


def test_the_visible_sheet_wins_and_hidden_ones_are_named():
    rows = [["Surname", "Forenames"], ["Ng", "Ann"]]
    table = read(workbook(rows, hidden=[*rows, ["Li", "Bo"], ["Okoro", "Cy"]]), known=KNOWN)
    assert (table.sheet, len(table.rows)) == ("Trainees & others", 1)
    assert [page["name"] for page in table.sheets if page["hidden"]] == ["secret"]


def test_a_sheet_can_be_chosen():
    rows = [["Surname", "Forenames"], ["Ng", "Ann"]]
    assert len(read(workbook(rows, hidden=[*rows, ["Li", "Bo"]]), known=KNOWN, sheet="secret").rows) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (archive(**{"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "wrong_kind"),
        (archive(**{"xl/workbook.xml": "<x/>", "[Content_Types].xml": "", "xl/vbaProject.bin": "x"}), "macros"),
        (archive(**{"xl/workbook.xml": "<!DOCTYPE a><x/>", "[Content_Types].xml": ""}), "wrong_kind"),
        (archive(**{"xl/workbook.xml": "<x/>", "[Content_Types].xml": "", "../evil": "x"}), "wrong_kind"),
        (archive(**{"xl/workbook.xml": "<x/>", "[Content_Types].xml": ""}), "broken"),
        (archive(**{"xl/workbook.xml": "0" * 120_000_000, "[Content_Types].xml": ""}), "too_large_unpacked"),
        (workbook([["Surname", "Forenames"], ["Ng", "Ann"]])[:-400], "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook _VBA_PROJECT".encode("utf-16-le"), "macros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "broken"),
    ],
)
def test_workbooks_that_are_refused(content, code):
    with pytest.raises(Refused) as no:
        read(content, known=KNOWN)
    assert no.value.code == code


def test_too_many_columns():
    with pytest.raises(Refused) as no:
        read(workbook([["Surname", "Forenames"] + ["x"] * 400, ["Ng", "Ann"]]), known=KNOWN)
    assert no.value.code == "too_many_columns"
