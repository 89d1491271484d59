import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert tables.xlsx_response("x.xlsx", [("S", ["A"], [])]).content.startswith(b"PK")
