"""Files as they really come: which are refused and in what words, which are read, and what is said about them.

The numbers are those of the project's catalogue of bad input: 1 to 22 files, 23 to 40 text, 41 to 48 column names.
"""

import io
import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from talent_register.imports.checking.engine import MISFIT
from talent_register.imports.reading.kinds import kind_of
from talent_register.imports.reading.table import Limits, Pieces, Refused
from talent_register.imports.reading.texts import read_text

from .bad_files import GOOD, HEADINGS, book, changed, judge, repacked, text

pytestmark = pytest.mark.slow

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XLSX = book(GOOD)


def with_part(name, part):
    return repacked(XLSX, **{name: part})


def bomb():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "")
        out.writestr("xl/workbook.xml", b"0" * 150_000_000)
    return kept.getvalue()


def packed(name):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as out:
        out.writestr(name, "x")
    return kept.getvalue()


def only_a_chart():
    made = openpyxl.Workbook()
    made.create_chartsheet("Chart")
    made.remove(made["Sheet"])
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def merged_names():
    def merge(made, sheet):
        sheet["C1"] = None
        sheet.merge_cells("B1:C1")

    return book(GOOD, prepare=merge)


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>'

REFUSED = {
    1: (b"", "empty", "The selected file is empty"),
    2: (text().encode(), "headings_only", "The selected file has column names but no rows below them"),
    3: (b"%PDF-1.7 not a list", "wrong_kind", "The selected file must be a CSV, XLSX or ODS. This is a PDF. Ask for"),
    3.1: (b"<table border=1><tr><td>Surname", "wrong_kind", "This is a web page under the name of a spreadsheet"),
    3.2: (packed("Index/Document.iwa"), "wrong_kind", "This is a Numbers document. Export it"),
    3.3: (packed("lists/trainees.csv"), "wrong_kind", "This is a packed file. Unpack it"),
    6: (with_part("xl__vbaProject.bin", b"x"), "macros", "contains macros. Save it as XLSX, not XLSM"),
    8: (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
        "password protected. Save a copy without a password",
    ),
    9: (XLSX[:-300], "broken", "could not be read. Open it, save it again as XLSX or CSV"),
    10: (bomb(), "too_large_unpacked", "unpacks to more than we can read"),
    11: (with_part("..__evil", b"x"), "wrong_kind", "must be a CSV, XLSX or ODS"),
    12: (with_part("xl__workbook.xml", OUTSIDE), "wrong_kind", "must be a CSV, XLSX or ODS"),
    13: (with_part("xl__workbook.xml", LAUGHS), "wrong_kind", "must be a CSV, XLSX or ODS"),
    14: (b"x" * (10 * 1024 * 1024 + 1), "too_large", "must be smaller than 10MB"),
    15: (text(*[GOOD] * 20_001).encode(), "too_many_rows", "has 20,001 rows. Split it into files of up to"),
    19: (only_a_chart(), "empty", "The selected file is empty"),
    21: (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "virus", "contains a virus"),
    32: (text(GOOD).encode() + b'7000002,"Ng\n' + text(GOOD).encode(), "unclosed_quote", "a quotation mark on line 3"),
    41: (b"7000001,amara@nhs.example,05/08/2024\n", "no_headings", "We could not find a heading row"),
    47: (
        merged_names(),
        "merged_headings",
        "The column name “Last name” stands in merged cells over columns B to C. Unmerge them, and give each column",
    ),
    42: (b"Last name,Email,LAST NAME\nNg,a@nhs.example,Li\n", "heading_twice", "Columns A and C are both called"),
}


def test_15_a_row_with_very_many_cells_is_refused():
    content = f"{','.join(HEADINGS)}{',' * 16_384}\n".encode()
    assert "has 16,391 columns" in judge(content).sentence


def test_10_a_bomb_is_seen_before_it_unpacks():
    content = bomb()
    began = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            kind_of(content, Limits())
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < 1


def test_a_child_without_memory_refuses_and_the_parent_lives():
    judged = judge(book(*[GOOD] * 3_000), limits=Limits(memory=1024 * 1024))
    assert judged.refused in ("too_large_unpacked", "broken")


def more_sheets(made, sheet):
    for number in range(19):
        made.create_sheet(f"Notes {number}").append(["A note"])


def hidden_sheet(made, sheet):
    made.create_sheet("secret").append(["Last name", "Ng"])
    made["secret"].sheet_state = "veryHidden"


def claims_a_million_rows(content):
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    assert b'ref="A1:G2"' in sheet
    return repacked(content, **{"xl__worksheets__sheet1.xml": sheet.replace(b"A1:G2", b"A1:G1048576")})


TITLE = b"Please fill in every column and send it back\n\n"
READ = {
    4: (XLSX, set()),
    16: (claims_a_million_rows(XLSX), set()),
    17: (book(GOOD, prepare=more_sheets), set()),
    18: (book(GOOD, prepare=hidden_sheet), {"hidden_sheets"}),
    23: (text(GOOD).encode("utf-8-sig"), {"bom"}),
    24: (text(GOOD).encode("utf-16"), {"utf16"}),
    25: (text(changed(first="Zoë")).encode("cp1252"), {"cp1252"}),
    26: (text(changed(first="Zoë")).encode("mac-roman"), {"mac_roman"}),
    29: (text(GOOD, separator="|").encode(), {"separator"}),
    30: (b"sep=;\r\n" + text(GOOD, separator=";").encode(), {"separator"}),
    31: (text(GOOD, end="\r").encode(), set()),
    36: (text(GOOD, [], [], []).encode(), set()),
    39: (TITLE + text(GOOD).encode(), {"title_rows"}),
    40: (b"Trainees\n2026\n" + text(GOOD).encode(), {"title_rows"}),
    43: (text(GOOD).replace("Last name", "  LAST_NAME\u00a0").encode(), set()),
    44: (text([*GOOD, "12"]).replace("End date", "End date,Locker").encode(), set()),
    45: (text(GOOD).replace("GMC number", "GMC Reference Number").encode(), set()),
    46: (b"Email,Last name,GMC number\namara@nhs.example,Okoro,7000001\n", set()),
}


@pytest.mark.parametrize(
    ("name", "encoding"),
    [(name, "mac-roman") for name in ("René", "Jürgen", "Zoë", "Françoise", "Håkon")]
    + [(name, "cp1252") for name in ("René", "Jürgen", "Zoë", "Núria", "Miloš", "O’Brien", "Smith–Ng", "Ann “Bo” Ng")],
)
def test_26_one_encoding_is_not_taken_for_the_other(name, encoding):
    content = f"Surname\n{name}\n".encode(encoding)
    for pieces in ([content], [content[:-4], content[-4:]]):
        rows, found, _separator = read_text(Pieces(pieces), {"surname"}, Limits())
        assert ([*rows], found) == ([["Surname"], [name]], encoding)


def test_36_blank_rows_in_the_middle_count_as_rows_of_the_spreadsheet():
    judged = judge(text(GOOD, [""] * 7, ["-"] * 7, changed(email="no")).encode())
    assert [row.number for row in judged.rows] == [2, 5]
    assert judged.found[0][0] == 5


BROKEN = changed(first="Zoë")
TWO_ENCODINGS = text(BROKEN, changed(first="Renée"), changed(last="Brontë")).encode()
ASIDE = "Check that each value is in its own column, then use the row as it is, or mend it in the file you download"
WHOLE = "Amara; Okoro; amara@nhs.example; 7000001; ST4; 05/08/2024; 0"
SHORT = "Amara; Okoro; amara@nhs.example; 7000001; ST4"
LINES = {
    # Content, row, heading, value, code
    27: (
        TWO_ENCODINGS.replace("Brontë".encode(), "Brontë".encode("cp1252")),
        (4, "Last name", "Bront\ufffd", "undecodable"),
    ),
    28: (text(changed(first="ZoÃ«")).encode(), (2, "First names", "ZoÃ«", "double_encoded")),
    34: (text([*GOOD, "more"]).encode(), (2, MISFIT, WHOLE, "too_many_cells")),
    35: (text(GOOD[:-2]).encode(), (2, MISFIT, SHORT, "too_few_cells")),
    37: (text(changed(last="Ok\x00oro")).encode(), (2, "Last name", "Ok\ufffdoro", "undecodable")),
    38: (text(changed(first="x" * 5_000_000)).encode(), (2, "First names", "x" * 60, "too_long")),
}
WORDS = {
    27: "Some characters could not be read. Save the file as CSV UTF-8, or type the value again",
    28: "We read “ZoÃ«” as “Zoë”. Check that this is right",
    34: f"This row has more cells than there are column names. {ASIDE}",
    35: f"This row has fewer cells than there are column names. {ASIDE}",
    37: "Some characters could not be read. Save the file as CSV UTF-8, or type the value again",
    38: "This must be 2000 characters or fewer. It is 2000+",
}
