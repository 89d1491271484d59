"""OpenDocument spreadsheets, written line by line: text cells that are never formulas and keep their zeros.

By hand, because a sheet is a few lines of XML in a ZIP, and the library for it builds a tree of the whole and has had
no release since 2020.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

ODS = "application/vnd.oasis.opendocument.spreadsheet"
# What XML cannot hold.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A reader makes one blank of several, and none of those at an end.
BLANKS = re.compile(r"^ | $|(?<= ) ")
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
    }.items()
)
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {NAMES} office:version="1.3"><office:automatic-styles>\
<number:text-style style:name="as-text"><number:text-content/></number:text-style>\
<style:style style:name="text" style:family="table-cell" style:data-style-name="as-text"/>\
<style:style style:name="head" style:family="table-cell" style:data-style-name="as-text">\
<style:text-properties fo:font-weight="bold"/></style:style>\
</office:automatic-styles><office:body><office:spreadsheet>"""
FOOT = "</office:spreadsheet></office:body></office:document-content>"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">\
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
Sheets = Iterable[tuple[str, Sequence, Iterable[Sequence]]]


def write(sheets: Sheets, cell: Callable[[object], str | int | float | Decimal]) -> bytes:
    """A file of (sheet name, header, rows). `cell` says how a value is written, and makes it harmless."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # Readers know the kind of file by these first bytes, so they stand there as they are.
        archive.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        with archive.open("content.xml", "w") as content:
            for line in _lines(sheets, cell):
                content.write(line.encode())
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return buffer.getvalue()


def _lines(sheets: Sheets, cell: Callable) -> Iterator[str]:
    yield HEAD
    for name, header, rows in sheets:
        yield f"<table:table table:name={quoteattr(name)}>"
        yield _row(header, cell, "head")
        for row in rows:
            yield _row(row, cell, "text")
        yield "</table:table>\n"
    yield FOOT


def _row(values: Sequence, cell: Callable, style: str) -> str:
    cells = "".join(_cell(cell(value), style) for value in values)
    return f"<table:table-row>{cells}</table:table-row>\n"


def _cell(value: str | int | float | Decimal, style: str) -> str:
    if not isinstance(value, str):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    lines = FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    text = "".join(f"<text:p>{_in_words(line)}</text:p>" for line in lines)
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{text}</table:table-cell>'


def _in_words(line: str) -> str:
    return BLANKS.sub("<text:s/>", escape(line)).replace("\t", "<text:tab/>")
