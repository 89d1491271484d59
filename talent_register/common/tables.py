"""Writing tables as CSV, XLSX and ODS so that no cell is ever a formula and no registration number loses its zeros.

A text that a spreadsheet could take for a formula gets a ' before it; `unguarded` takes exactly that away again when
the file comes back. Numbers given as numbers stay numbers; everything else is text.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.text import slugify

from . import ods

BYTE_ORDER_MARK = "\ufeff"
# Also behind blanks and quotes, also the full-width twins, and the control characters that some programs skip.
FORMULA = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\t\r\n])")
GUARDED = re.compile(rf"'{FORMULA.pattern}")
LONGEST_CELL = 32_767
WIDEST_COLUMN = 60
Sheets = Iterable[tuple[str, Sequence, Iterable[Sequence]]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def guarded(text: str) -> str:
    """The text, with a ' before it if a spreadsheet might run it."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text without the ' that `guarded` put there."""
    return text[1:] if GUARDED.match(text) else text


def cell(value) -> str | int | float | Decimal:
    """A value as it is written: numbers as they are, days as 2026-08-06, nothing as nothing."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "" if value is None else guarded(str(value))


def csv_lines(header: Sequence, rows: Iterable[Sequence]) -> Iterator[str]:
    """The file line by line, so that a long one is never held as a whole. Starts with a byte order mark, for Excel."""
    yield BYTE_ORDER_MARK
    for row in chain([header], rows):
        line = io.StringIO()
        csv.writer(line).writerow([cell(value) for value in row])
        yield line.getvalue()


def workbook(sheets: Sheets) -> bytes:
    """An Excel workbook of (sheet name, header, rows): bold frozen headers, text cells, no formulas, no links."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(_sheet_name(name))
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(header):
                sheet.set_column(column, column, min(max(len(str(title)) + 2, 12), WIDEST_COLUMN))
            _write_row(sheet, 0, header, bold)
            for number, row in enumerate(rows, start=1):
                _write_row(sheet, number, row, text)
    return buffer.getvalue()


def open_document(sheets: Sheets) -> bytes:
    """The same as an OpenDocument spreadsheet."""
    named = ((_sheet_name(name), header, rows) for name, header, rows in sheets)
    return ods.write(named, lambda value: _shortened(cell(value)))


# Endings of workbooks: what they are, and who writes them.
BOOKS = {"xlsx": (XLSX, workbook), "ods": (ods.ODS, open_document)}


def _shortened(value: str | int | float | Decimal) -> str | int | float | Decimal:
    return value[:LONGEST_CELL] if isinstance(value, str) else value


def _write_row(sheet, number, row, text) -> None:
    for column, value in enumerate(row):
        written = _shortened(cell(value))
        if isinstance(written, str):
            sheet.write_string(number, column, written, text)
        else:
            sheet.write_number(number, column, written)


def _sheet_name(name: str) -> str:
    """Excel refuses long names and some characters."""
    return re.sub(r"[\[\]:*?/\\']", " ", str(name))[:31].strip() or "Sheet"


def file_name(name: str, day: datetime.date, ending: str) -> str:
    """`people-south-west-2026-03-31.csv`."""
    return f"{slugify(name) or 'table'}-{day:%Y-%m-%d}.{ending}"


def csv_response(name: str, header: Sequence, rows: Iterable[Sequence]) -> StreamingHttpResponse:
    """A download of a CSV file under this name."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def book_response(name: str, sheets: Sheets) -> HttpResponse:
    """A download of a workbook under this name, whose ending says which kind: one of BOOKS."""
    kind, write = BOOKS[name.rpartition(".")[2]]
    response = HttpResponse(write(sheets), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
