import csv
import datetime
import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from talent_register.common import tables


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44",
        "-5",
        "@cmd",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\u00a0=1",
        "'=1",
        "|calc",
        "%x",
    ],
)
def test_formula_gets_a_quote(text):
    assert tables.guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "O'Neill", "'tis", "1=1", "0123456", "a\n=1"])
def test_plain_text_stays(text):
    assert tables.guarded(text) == text


@given(st.text(alphabet=st.sampled_from(list("'=+-@ \t\r\nab＝1"))) | st.text())
def test_guard_can_be_taken_away_again(text):
    assert tables.unguarded(tables.guarded(text)) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-5, -5),
        (Decimal("1.5"), Decimal("1.5")),
        ("0012345", "0012345"),
        (None, ""),
        (True, "True"),
        (datetime.date(2026, 8, 6), "2026-08-06"),
        (datetime.datetime(2026, 8, 6, 9, 5), "2026-08-06 09:05"),
    ],
)
def test_cell(value, written):
    assert tables.cell(value) == written


def test_csv_has_mark_header_and_quoted_cells():
    text = "".join(tables.csv_lines(["Name", "=Sum"], [["Siân, Dr", "0012345"], ["two\nlines", -1]]))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows == [["Name", "'=Sum"], ["Siân, Dr", "0012345"], ["two\nlines", "-1"]]


def test_workbook_has_text_cells_and_no_formulas():
    content = tables.workbook([("Rows: with/problems", ["Name", "Number"], [["=1+1", "0012345"], ["http://x", 3]])])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.title == "Rows  with problems"
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["Name", "Number"],
        ["'=1+1", "0012345"],
        ["http://x", 3],
    ]
    assert {c.data_type for row in sheet.iter_rows() for c in row} == {"s", "n"}
    assert sheet["A3"].hyperlink is None


def test_very_long_text_is_cut_where_excel_would_refuse_it():
    sheet = openpyxl.load_workbook(io.BytesIO(tables.workbook([("S", ["A"], [["x" * 40_000]])]))).active
    assert len(sheet["A2"].value) == 32_767


def test_downloads_carry_their_name():
    name = tables.file_name("People, South West", datetime.date(2026, 3, 31), "csv")
    assert name == "people-south-west-2026-03-31.csv"
    response = tables.csv_response(name, ["A"], [["b"]])
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert b"".join(response).startswith(b"\xef\xbb\xbf")
    assert tables.book_response("x.xlsx", [("S", ["A"], [])]).content.startswith(b"PK")


HARD = [
    ("=1+1", "'=1+1"),
    ("+44 20", "'+44 20"),
    ("@x", "'@x"),
    ("0012345", "0012345"),
    ("Zoë <b>&\"'", "Zoë <b>&\"'"),
    ("two\nlines", "two\nlines"),
    ("two  blanks", "two  blanks"),
    (" an end ", " an end "),
    (None, ""),
    (3, 3.0),
    (datetime.date(2026, 8, 6), "2026-08-06"),
]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize(("value", "read"), HARD)
def test_a_workbook_comes_back_as_it_was_written(ending, value, read):
    response = tables.book_response(f"list.{ending}", [("Rows: all", ["Name"], [[value], ["x"]])])
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    assert book.sheet_names == ["Rows  all"]
    assert book.get_sheet_by_index(0).to_python(skip_empty_area=False)[:2] == [["Name"], [read]]
    assert tables.unguarded(str(read)) == str(value) or not isinstance(value, str)


def test_open_documents_say_what_they_are_and_hold_text_and_no_formula():
    response = tables.book_response("x.ods", [("S", ["=A"], [["=1+1", 0.5]])])
    assert response["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype").decode() == response["Content-Type"]
        content = archive.read("content.xml").decode()
        assert "content.xml" in archive.read("META-INF/manifest.xml").decode()
    ElementTree.fromstring(content)
    assert "table:formula" not in content
    assert content.count('office:value-type="string"') == 2
    assert content.count('office:value-type="float"') == 1


def test_what_xml_cannot_hold_is_left_out_of_open_documents():
    content = tables.open_document([("S", ["a\x00b\x0bc\ufffe"], [])])
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.get_sheet_by_index(0).to_python() == [["abc"]]
