"""A sheet of a workbook a stretch of rows at a time, so that it never stands in memory whole.

Each stretch is a small workbook of its own: the same styles, a sheet with some of the rows, and their texts. So what a
cell means is still decided by calamine, which itself can only read a sheet whole.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from .shared_texts import SharedTexts
from .table import Refused

TEXTS = "xl/sharedStrings.xml"
STRETCH, AT_ONCE, LONGEST_HEAD = 512 * 1024, 256 * 1024, 4 * 1024 * 1024
FIRST_ROW = re.compile(rb"<(\w+:)?row[\s>/]")
NUMBER = re.compile(rb"[^>]*?\sr=[\"'](\d+)[\"']")
# Sheets, pictures and what else the value of no cell depends on.
UNNEEDED = re.compile(
    r"xl/(?:worksheets|media|drawings|charts|embeddings|printerSettings|pivot\w*|tables|ctrlProps|externalLinks)/"
)


class Stretch(NamedTuple):
    """A sheet with some of its rows. `first` is where the first stands; `before`, how many rows came before them."""

    xml: bytes
    tag: bytes
    first: int
    before: int

    @property
    def offset(self) -> int:
        """What is to be added to the places of its rows, where they do not bear their numbers."""
        return 0 if NUMBER.match(self.xml, self.first) else self.before

    @property
    def last(self) -> int:
        """The number of its last row with a value; 0 where there is none."""
        value = max(self.xml.rfind(b"v>"), self.xml.rfind(b"is>"))
        row = self.xml.rfind(self.tag, 0, value + 1)
        if value < 0 or row < 0:
            return 0
        number = NUMBER.match(self.xml, row)
        return int(number[1]) if number else self.before + self.xml.count(self.tag, 0, row + 1)

    @property
    def end(self) -> int:
        """The number of its last row, with a value or without."""
        row = _last_row(self.xml, self.tag)
        number = NUMBER.match(self.xml, row) if row >= 0 else None
        return int(number[1]) if number else self.before + self.xml.count(self.tag)


def of_sheet(archive: zipfile.ZipFile, path: str) -> Iterator[Stretch]:
    """The sheet in stretches of whole rows, each as a whole sheet."""
    with archive.open(path) as part:
        kept = b""
        while not (row := FIRST_ROW.search(kept)) and (piece := part.read(AT_ONCE)):
            kept += piece
            if len(kept) > LONGEST_HEAD:
                raise Refused("broken")
        prefix = row[1] or b"" if row else b""
        tag, tail = b"<%srow" % prefix, b"</%ssheetData></%sworksheet>" % (prefix, prefix)
        first, before = row.start() if row else len(kept), 0
        head, kept = kept[:first], kept[first:]
        while piece := part.read(AT_ONCE):
            kept += piece
            cut = _last_row(kept, tag) if len(kept) >= STRETCH else 0
            if cut > 0:
                yield Stretch(head + kept[:cut] + tail, tag, first, before)
                before += kept.count(tag, 0, cut)
                kept = kept[cut:]
        yield Stretch(head + kept, tag, first, before)


def _last_row(kept: bytes, tag: bytes) -> int:
    """Where the last row begins."""
    return max(kept.rfind(tag + after) for after in (b" ", b">", b"\n", b"\t", b"\r"))


def without_sheets(archive: zipfile.ZipFile) -> bytes:
    """The workbook without what no cell's value depends on, and without the texts that cells share."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as thin:
        for entry in archive.infolist():
            if not entry.is_dir() and not UNNEEDED.match(entry.filename) and entry.filename != TEXTS:
                with archive.open(entry) as part, thin.open(entry.filename, "w") as copy:
                    shutil.copyfileobj(part, copy, AT_ONCE)
    return kept.getvalue()


def with_sheet(thin: bytes, path: str, stretch: Stretch, shared: SharedTexts | None) -> io.BytesIO:
    """That workbook with one stretch of one sheet, and the texts that it names."""
    book = io.BytesIO(thin)
    with zipfile.ZipFile(book, "a", zipfile.ZIP_STORED) as file:
        sheet, texts = shared.given_to(stretch.xml) if shared else (stretch.xml, b"")
        file.writestr(path, sheet)
        if texts:
            file.writestr(TEXTS, texts)
    book.seek(0)
    return book
