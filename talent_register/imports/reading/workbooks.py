"""Workbooks by calamine: every sheet's size and headings, the cells of one, formulas without a result."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from math import isfinite
from xml.sax.saxutils import unescape

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from . import stretches
from .headings import LOOK_AHEAD, find_heading_row, matches
from .shared_texts import SharedTexts
from .table import ERRORS, Cell, Limits, Refused, Rows

NO_NUMBER = "#NUM!"  # what a cell shows whose number is none, or larger than any
DATE_1904 = re.compile(rb"date1904\s*=\s*\"(1|true)\"")
FORMULA_WITHOUT_RESULT = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*?(?:/>|>([^<]*)</f>)(?:<v\s*/>|<v></v>)?</c>'
)
FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[ />]')
ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
SHEET = re.compile(rb"<sheet [^>]*?/?>")
NAMES, LONGEST_NAME = 5, 40  # of the columns of a sheet, to know it by
LONGEST_SHEET = 100
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


def read_workbook(
    content: bytes, kind: str, known: set[str], wanted: str, limits: Limits
) -> tuple[Rows, str, list[dict], "Book"]:
    """(rows, sheet, sheets, book) of the sheet asked for, else the visible one with most rows that match."""
    book = InStretches(content) if kind == "xlsx" else Book(content)
    pages = _pages(book, known, limits)
    name = wanted if any(page["name"] == wanted for page in pages) else _best(pages)
    sheet = book.sheets[[page["name"] for page in pages].index(name)]
    rows = Rows()
    book.merged, book.formula, book.end = [], "", 0
    for number, row in book.rows(sheet.name, limits):
        while len(rows) < number:
            rows.append([])
        rows.append([_cell(cell, limits) for cell in row])
    return rows, name, pages, book


class Book:
    """A workbook whose sheets are read whole. Of the sheet that was read last: `merged` are its merged cells, first
    and last (row, column), `formula` the first cell whose value was worked out, `end` the number of the last row, also
    where it is blank and that is known."""

    is_1904 = False

    def __init__(self, content: bytes):
        self.merged: list[tuple] = []
        self.formula = ""
        self.end = 0
        self.workbook = _opened(content)
        self.sheets = [sheet for sheet in self.workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]

    def rows(self, name: str, limits: Limits) -> Iterator[tuple[int, list]]:
        """(place, cells) of the rows of a sheet, the first at 0; empty ones may be left out."""
        sheet = self.workbook.get_sheet_by_name(name)
        self.merged += sheet.merged_cell_ranges or []
        return enumerate(_from_first_column(sheet, sheet.iter_rows(), limits))

    def height(self, name: str) -> int:
        """How many rows there are below the first."""
        return self.workbook.get_sheet_by_name(name).total_height


class InStretches(Book):
    """An XLSX workbook, whose sheets are read in stretches. What calamine leaves empty is marked: errors, and formulas
    without a saved result."""

    def __init__(self, content: bytes):
        self.content = content
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.thin = stretches.without_sheets(self.archive)
        super().__init__(self.thin)
        self.book = self.archive.read("xl/workbook.xml")
        self.is_1904 = bool(DATE_1904.search(self.book))
        has_texts = stretches.TEXTS in self.archive.namelist()
        self.shared = SharedTexts(self.archive, stretches.TEXTS) if has_texts else None
        self.paths = {sheet.name: _path_of_sheet(self.archive, self.book, sheet.name) for sheet in self.sheets}

    def rows(self, name, limits):
        path = self.paths[name]
        if not path:
            yield from Book(self.content).rows(name, limits)
            return
        for stretch in stretches.of_sheet(self.archive, path):
            sheet = _opened(stretches.with_sheet(self.thin, path, stretch, self.shared)).get_sheet_by_name(name)
            marks = _marks(stretch.xml)
            self.merged += sheet.merged_cell_ranges or []
            self.end = stretch.end
            self.formula = self.formula or _first_formula(stretch.xml, marks)
            first = stretch.offset + (sheet.start[0] if sheet.start else 0)
            for number, row in enumerate(_from_first_column(sheet, sheet.to_python(), limits), start=first):
                for column, mark in marks.get(number, ()):
                    if column < len(row) and row[column] in ("", None):
                        row[column] = mark
                yield number, row

    def height(self, name):
        if not (path := self.paths[name]):
            return Book(self.content).height(name)
        return max(0, *(stretch.last - 1 for stretch in stretches.of_sheet(self.archive, path)))


def _opened(content: bytes | io.BytesIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content) if isinstance(content, bytes) else content)
    except Exception as broken:
        raise Refused("encrypted" if "assword" in str(broken) else "broken") from broken


def _pages(book: Book, known: set[str], limits: Limits) -> list[dict]:
    pages: list[dict] = []
    for sheet in book.sheets:
        first = [row for number, row in islice(book.rows(sheet.name, limits), LOOK_AHEAD) if number < LOOK_AHEAD]
        found = max((matches(row, known) for row in first), default=0)
        pages.append(
            {
                "name": _called(sheet.name, {page["name"] for page in pages}),
                "rows": book.height(sheet.name),
                "known": found,
                "names": _names(first, known),
                "hidden": sheet.visible != SheetVisibleEnum.Visible,
            }
        )
    if not pages:
        raise Refused("empty")
    return pages


def _called(name: str, others: set[str]) -> str:
    """What a sheet is called here: Excel allows 31 letters, others any number of them. No two are called the same."""
    short = name.replace("\x00", "\ufffd")[:LONGEST_SHEET]
    same = (f"{short[: LONGEST_SHEET - 6]} ({number})" for number in range(2, 1_000))
    return short if short not in others else next(called for called in same if called not in others)


def _names(first: list[list], known: set[str]) -> list[str]:
    """The first column names of a sheet; none where they could be somebody's data."""
    found = find_heading_row(first, known)
    if found is None or not found[1]:
        return []
    names = [cell.strip()[:LONGEST_NAME] for cell in first[found[0]] if isinstance(cell, str) and cell.strip()]
    return names[:NAMES]


def _best(pages: list[dict]) -> str:
    """Visible before hidden; of those that know about as many of our columns as any, the longest."""
    visible = [page for page in pages if not page["hidden"]] or pages
    most = max(page["known"] for page in visible)
    likely = [page for page in visible if 2 * page["known"] >= most]
    return max(likely, key=lambda page: (page["rows"], page["known"]))["name"]


def _from_first_column(sheet: CalamineSheet, rows: Iterable[list], limits: Limits) -> Iterator[list]:
    """Rows of a sheet, which calamine gives from the first column with a value on."""
    if sheet.total_width > limits.columns:
        raise Refused("too_many_columns", columns=sheet.total_width, limit=limits.columns)
    before = [""] * (sheet.start[1] if sheet.start else 0)
    return (before + row for row in rows)


def _cell(value: object, limits: Limits) -> Cell:
    if isinstance(value, str):
        if value in ERRORS:
            return {"error": value}
        return value[: limits.cell + 1].replace("\x00", "\ufffd")
    if isinstance(value, float) and not isfinite(value):
        return {"error": NO_NUMBER}
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, dt.datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return value


def _marks(xml: bytes) -> dict[int, list[tuple[int, Cell]]]:
    """What calamine leaves empty in a sheet, by row."""
    marks: dict[int, list[tuple[int, Cell]]] = {}
    found: list[tuple[bytes, bytes, Cell]] = [
        *(
            (letters, number, {"formula": _words(text)})
            for letters, number, text in FORMULA_WITHOUT_RESULT.findall(xml)
        ),
        *((letters, number, {"error": error.decode()}) for letters, number, error in ERROR_CELL.findall(xml)),
    ]
    for letters, number, mark in found:
        marks.setdefault(int(number) - 1, []).append((_column_index(letters.decode()), mark))
    return marks


def _first_formula(xml: bytes, marks: dict) -> str:
    """The first cell whose value is the saved result of a formula."""
    for letters, number in FORMULA.findall(xml):
        if _column_index(letters.decode()) not in {column for column, _mark in marks.get(int(number) - 1, ())}:
            return f"{letters.decode()}{number.decode()}"
    return ""


def _words(text: bytes) -> str:
    return unescape(text.decode(errors="replace"), {"&quot;": '"', "&apos;": "'"})


def _path_of_sheet(archive: zipfile.ZipFile, book: bytes, name: str) -> str:
    for tag in SHEET.findall(book):
        attributes = dict(ATTRIBUTE.findall(tag))
        if _words(attributes.get(b"name", b"")) != name:
            continue
        relations = archive.read("xl/_rels/workbook.xml.rels")
        for relation in re.findall(rb"<Relationship [^>]*>", relations):
            fields = dict(ATTRIBUTE.findall(relation))
            if fields.get(b"Id") == attributes.get(b"r:id"):
                target = fields[b"Target"].decode().lstrip("/")
                path = target if target.startswith("xl/") else f"xl/{target}"
                return path if path in archive.namelist() else ""
    return ""


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
