"""Text files: which encoding, which separator, which rows."""

import codecs
import csv
import io
import re
from itertools import chain, islice

from .headings import fold
from .table import Limits, Pieces, Refused, Rows

SEPARATORS = (",", ";", "\t", "|")
LOOK_AHEAD, SAMPLE = 20, 1024 * 1024
# Fewer than one zero byte in so many is damage in a row; more of them are no text at all.
FEW_IN = 50
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


# In Mac Roman letters with accents, as Excel for Mac writes them; in Windows-1252 signs and capitals that stand
# within no word of small letters: ‡ ˆ ‰ Š ‹ Œ Ž ‘ › Ÿ and bytes that mean nothing.
OF_A_MAC = re.compile(rb"[a-z][\x87-\x91\x9b\x9d\x9f](?![A-Z])|[A-Z][\x87-\x91\x9b\x9d\x9f](?=[a-z])")
OF_WINDOWS = re.compile(rb"[A-Za-z][\xc0-\xd1\xd6-\xff]|[\xc0-\xd1\xd6-\xff][a-z]")


def encoding_of(content: Pieces) -> str:
    """What a byte order mark says, else UTF-8, Mac Roman or Windows-1252."""
    for mark, encoding in BOMS:
        if content.start.startswith(mark):
            return encoding
    if silent := _utf16_without_mark(content.start):
        return silent
    start = content.start[:4096]
    if start.count(0) * FEW_IN > len(start):
        raise Refused("wrong_kind")
    if _is_utf8(content) or _is_mostly_utf8(content):
        return "utf-8"
    is_of_a_mac = any(OF_A_MAC.search(line) for line in content.opened())
    return "mac-roman" if is_of_a_mac and not any(OF_WINDOWS.search(line) for line in content.opened()) else "cp1252"


def _is_utf8(content: Pieces) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in content:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(content: Pieces) -> bool:
    """Two encodings in one file: what is UTF-8 stays right, and the rest is named row by row, never guessed."""
    broken = letters = 0
    for line in content.opened():
        text = line.decode("utf-8", errors="replace")
        broken += text.count("\ufffd")
        letters += len(text) - len(text.encode("ascii", errors="ignore"))
    return letters - broken > broken


def _utf16_without_mark(content: bytes) -> str:
    start = content[:400]
    if len(start) < 4:
        return ""
    if start[1::2].count(0) > 0.4 * len(start):
        return "utf-16-le"
    if start[0::2].count(0) > 0.4 * len(start):
        return "utf-16-be"
    return ""


def declared_separator(first: str) -> str:
    """What a first line like sep=; says, which is for Excel and not a row; else nothing."""
    word = first.strip().strip('"')
    return (word[4:] or "\t") if word.lower().startswith("sep=") and len(word) <= 5 else ""


def guess_separator(text: str, known: set[str]) -> str:
    """The separator that yields most headings we know; then the one that cuts rows most evenly."""
    lines = "\n".join(text[:SAMPLE].splitlines()[:LOOK_AHEAD])

    def merit(separator: str) -> tuple[int, int, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(lines, newline=""), delimiter=separator) if row]
        except csv.Error:
            return (0, 0, 0)
        best = max((sum(fold(cell) in known for cell in row) for row in rows), default=0)
        widths = [len(row) for row in rows]
        commonest = max(set(widths), key=widths.count, default=0)
        return (best, widths.count(commonest) if commonest > 1 else 0, commonest)

    return max(SEPARATORS, key=merit)


def read_text(content: Pieces, known: set[str], limits: Limits) -> tuple[Rows, str, str]:
    """(rows, encoding, separator)."""
    encoding = encoding_of(content)
    text = io.TextIOWrapper(content.opened(), encoding=encoding, errors="replace", newline="")
    lines = (line.replace("\x00", "\ufffd") for line in text)
    start = [*islice(lines, LOOK_AHEAD)]
    separator = declared_separator("".join(start[:1]))
    if separator:
        del start[0]
    separator = separator or guess_separator("".join(start), known)
    csv.field_size_limit(limits.size)
    return _rows(csv.reader(chain(start, lines), delimiter=separator, strict=True), limits), encoding, separator


def _rows(reader, limits: Limits) -> Rows:
    rows, opened = Rows(), 1
    try:
        for row in reader:
            if len(row) > limits.columns:
                raise Refused("too_many_columns", columns=len(row), limit=limits.columns)
            if max(map(len, row), default=0) > limits.cell:
                row = [cell[: limits.cell + 1] for cell in row]
            rows.append(row)
            opened = reader.line_num + 1
            if len(rows) > 4 * limits.rows + 1000:
                raise Refused("too_many_rows", rows=len(rows), limit=limits.rows)
    except csv.Error as broken:
        raise Refused("unclosed_quote", line=opened) from broken
    return rows
