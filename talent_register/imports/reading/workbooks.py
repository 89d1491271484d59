"""Workbooks by calamine: every sheet's size and headings, the cells of one, formulas without a result."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import IO
from xml.sax.saxutils import unescape

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .headings import LOOK_AHEAD, matches
from .table import Cell, Limits, Refused, Rows

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!"})
DATE_1904 = re.compile(rb"date1904\s*=\s*\"(1|true)\"")
FORMULA_WITHOUT_RESULT = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')
ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
CELL, AT_ONCE = b"<c ", 1024 * 1024
SHEET = re.compile(rb"<sheet [^>]*?/?>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


def read_workbook(
    content: bytes, kind: str, known: set[str], wanted: str, limits: Limits
) -> tuple[Rows, str, list[dict], bool]:
    """(rows, sheet, sheets, is_1904) of the sheet asked for, else the visible one with most rows that match."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception as broken:
        raise Refused("encrypted" if "assword" in str(broken) else "broken") from broken
    pages = _pages(workbook, known, limits)
    name = wanted if any(page["name"] == wanted for page in pages) else _best(pages)
    marks, is_1904 = _marks_of_xlsx(content, name) if kind == "xlsx" else ({}, False)
    rows = Rows()
    for number, row in enumerate(_raw_rows(workbook.get_sheet_by_name(name), limits)):
        cells = [_cell(cell, limits) for cell in row]
        for column, mark in marks.get(number, ()):
            if column < len(cells) and cells[column] in ("", None):
                cells[column] = mark
        rows.append(cells)
    return rows, name, pages, is_1904


def _pages(workbook, known: set[str], limits: Limits) -> list[dict]:
    pages = []
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        page = workbook.get_sheet_by_name(sheet.name)
        found = max((matches(row, known) for row in islice(_raw_rows(page, limits), LOOK_AHEAD)), default=0)
        pages.append(
            {
                "name": sheet.name,
                "rows": page.total_height,
                "known": found,
                "hidden": sheet.visible != SheetVisibleEnum.Visible,
            }
        )
    if not pages:
        raise Refused("empty")
    return pages


def _best(pages: list[dict]) -> str:
    """Visible before hidden; of those that know about as many of our columns as any, the longest."""
    visible = [page for page in pages if not page["hidden"]] or pages
    most = max(page["known"] for page in visible)
    likely = [page for page in visible if 2 * page["known"] >= most]
    return max(likely, key=lambda page: (page["rows"], page["known"]))["name"]


def _raw_rows(sheet, limits: Limits) -> Iterator[list]:
    """A row at a time from the first column on, so that the sheet does not stand in memory twice."""
    if sheet.total_width > limits.columns:
        raise Refused("too_many_columns", columns=sheet.total_width, limit=limits.columns)
    before = [""] * (sheet.start[1] if sheet.start else 0)
    return (before + row for row in sheet.iter_rows())


def _cell(value: object, limits: Limits) -> Cell:
    if isinstance(value, str):
        if value in ERRORS:
            return {"error": value}
        return value[: limits.cell + 1]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, dt.datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return value


def _marks_of_xlsx(content: bytes, name: str) -> tuple[dict[int, list[tuple[int, Cell]]], bool]:
    """What calamine leaves empty, by row: errors, formulas without a saved result; and whether days count from 1904."""
    marks: dict[int, list[tuple[int, Cell]]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = archive.read("xl/workbook.xml")
        if path := _path_of_sheet(archive, book, name):
            with archive.open(path) as part:
                for cells in _cells_of(part):
                    for letters, number in FORMULA_WITHOUT_RESULT.findall(cells):
                        _mark(marks, letters, number, {"formula": True})
                    for letters, number, error in ERROR_CELL.findall(cells):
                        _mark(marks, letters, number, {"error": error.decode()})
    return marks, bool(DATE_1904.search(book))


def _cells_of(part: IO[bytes]) -> Iterator[bytes]:
    """The text of a sheet in pieces of whole cells."""
    kept = b""
    while piece := part.read(AT_ONCE):
        kept += piece
        end = max(kept.rfind(CELL), 0)
        yield kept[:end]
        kept = kept[end:]
    yield kept


def _mark(marks: dict[int, list[tuple[int, Cell]]], letters: bytes, number: bytes, mark: dict) -> None:
    marks.setdefault(int(number) - 1, []).append((_column_index(letters.decode()), mark))


def _path_of_sheet(archive: zipfile.ZipFile, book: bytes, name: str) -> str:
    for tag in SHEET.findall(book):
        attributes = dict(ATTRIBUTE.findall(tag))
        if unescape(attributes.get(b"name", b"").decode(), {"&quot;": '"', "&apos;": "'"}) != name:
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
