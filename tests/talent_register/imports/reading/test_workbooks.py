import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from talent_register.imports.reading import Limits, Refused, read, shared_texts, stretches, workbooks
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
    assert table.rows[0][1] == ["Ng", {"formula": 'UPPER("ann")'}]


ROWS = [
    [],
    [None, "Surname", "Forenames", "Start"],
    *[[None, "Ng", '=UPPER("ann")', dt.date(2026, 8, 5)], [], [None, "Li & Zoë", "#N/A", 12345.0]] * 5,
    [None, "Quill", "Bo"],
]
READ_ROWS = [
    *[(1, ["", "Surname", "Forenames", "Start"])],
    *(
        pair
        for number in range(2, 17, 3)
        for pair in (
            (number, ["", "Ng", {"formula": 'UPPER("ann")'}, {"date": "2026-08-05"}]),
            (number + 2, ["", "Li & Zoë", {"error": "#N/A"}, 12345]),
        )
    ),
    (17, ["", "Quill", "Bo"]),
]


def without_numbers(content):
    """The same workbook, whose rows and cells do not say where they stand, as some programs write them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb'(<(?:row|c)) r="[A-Z]*[0-9]+"', rb"\1", part)
            new.writestr(name, part)
    return kept.getvalue()


@pytest.mark.parametrize("size", [7, 200, 600, 10_000])
def test_a_sheet_is_the_same_wherever_it_is_cut(size, monkeypatch):
    """Rows keep their numbers and cells their places, kinds and marks."""
    monkeypatch.setattr(stretches, "AT_ONCE", min(size, 64))
    monkeypatch.setattr(stretches, "STRETCH", size)
    found, _name, (page,), _is_1904 = workbooks.read_workbook(workbook(ROWS), "xlsx", KNOWN, "", Limits())
    said = [(number, row) for number, row in enumerate(found) if any(cell not in ("", None) for cell in row)]
    assert [(number, row[: len(read)]) for (number, row), (_n, read) in zip(said, READ_ROWS, strict=True)] == READ_ROWS
    assert page["rows"] == 17


@pytest.mark.parametrize("size", [7, 200, 10_000])
def test_rows_that_bear_no_numbers_are_counted(size, monkeypatch):
    monkeypatch.setattr(stretches, "AT_ONCE", 64)
    monkeypatch.setattr(stretches, "STRETCH", size)
    rows = [["Surname", "Forenames"], *[[f"Ng{n}", "Ann"] for n in range(9)]]
    table = read_here(without_numbers(workbook(rows)))
    assert [*table] == rows


def read_here(content):
    """The rows of a workbook, read in this process."""
    return workbooks.read_workbook(content, "xlsx", KNOWN, "", Limits())[0]


def sharing(rows):
    """A workbook whose cells share their texts, as Excel writes them."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return kept.getvalue()


def changed(content, name, old, new):
    """The same workbook with other words in one of its parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(kept, "w") as now:
        for part in was.namelist():
            now.writestr(part, was.read(part).replace(old, new) if part == name else was.read(part))
    return kept.getvalue()


NAMES = [["Surname", "Forenames"], *[[f"Ng{n % 7} & Zoë", f"Ann{n}"] for n in range(30)]]
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "rows"),
    [
        (SHEET, b"", b"", NAMES),
        (SHEET, b't="s"', b"t='s'", NAMES),
        (SHEET, b'"A2" t="s"><v>2</v></c>', b'"A2" t="s"/>', [NAMES[0], ["", "Ann0"], *NAMES[2:]]),
        (TEXTS, b"<t>Ann3</t>", b"<r><t>An</t></r><r><t>n3</t></r>", NAMES),
        (TEXTS, b"<si><t>Ann3</t></si>", b"<si/>", [*NAMES[:4], ["Ng3 & Zoë", ""], *NAMES[5:]]),
    ],
)
def test_texts_that_cells_share_are_theirs_wherever_a_sheet_is_cut(part, old, new, rows, monkeypatch):
    monkeypatch.setattr(stretches, "STRETCH", 400)
    monkeypatch.setattr(stretches, "AT_ONCE", 64)
    monkeypatch.setattr(shared_texts, "PACKED_AT_ONCE", 4)
    monkeypatch.setattr(shared_texts, "AT_ONCE", 50)
    content = changed(sharing(NAMES), part, old, new)
    found = [[cell or "" for cell in row] for row in read_here(content)]
    assert found == rows


def test_a_stretch_is_given_only_the_texts_that_it_names():
    content = sharing([["Surname"], ["Ng"], ["Li"]])
    texts = shared_texts.SharedTexts(zipfile.ZipFile(io.BytesIO(content)), TEXTS)
    sheet, given = texts.given_to(b'<c r="A3" t="s"><v>2</v></c>')
    assert sheet == b'<c r="A3" t="s"><v>0</v></c>'
    assert given.count(b"<si>") == 1
    assert b"<t>Li</t>" in given


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
