"""One cell: what is harmless is put right and remembered, what is not becomes an issue."""

import re
import unicodedata

from talent_register.common.typed import HIDDEN
from talent_register.imports.reading.table import ERRORS, Cell

from .issues import Issue

SPACES = re.compile(r"\s+")
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Most cells: plain words with single spaces, where nothing can be put right.
PLAIN = re.compile(r"(?!['=])(?!-+\Z)[!-~]+(?: [!-~]+)*")
# The apostrophe by which a spreadsheet marks text, before what it would read otherwise. "'t Hooft" is a name.
MARKED = re.compile(r"'(?=[\s=+\-@\uff1d\uff0b\uff0d\uff20\dA-Z])")
MOST = 2_000
HYPHENS = "-–—"


def tidy(cell: Cell, repairs: set[str], *, keeps_quotes: bool = False) -> tuple[str, Issue | None]:
    """The text of a cell, and what stops it from being used. What was put right is added to `repairs`."""
    if isinstance(cell, str):
        return _tidy_text(cell, repairs, keeps_quotes)
    if cell is None:
        return "", None
    if isinstance(cell, dict):
        return _tidy_mark(cell)
    if isinstance(cell, bool):
        return ("yes" if cell else "no"), None
    return _tidy_number(cell)


def shown(cell: Cell) -> str:
    """A cell as its owner sees it, for messages."""
    if isinstance(cell, dict):
        return str(cell.get("error") or cell.get("date") or f"={cell.get('formula') or ''}")[:60]
    return "" if cell is None else str(cell)[:60]


def _tidy_mark(cell: dict) -> tuple[str, Issue | None]:
    if "date" in cell:
        return cell["date"], None
    if "error" in cell:
        return "", Issue("error_value", details={"value": cell["error"]})
    return "", Issue("formula_unsaved")


def _tidy_number(cell: int | float) -> tuple[str, Issue | None]:
    text = str(cell)
    if "e" in text.lower() or "inf" in text or "nan" in text:
        return text, Issue("science", details={"value": text})
    return text, None


def _mend(text: str, repairs: set[str], keeps_quotes: bool) -> str:
    """Take away what nobody meant to type."""
    for repair, mended in (
        ("hidden_characters", lambda t: HIDDEN.sub("", t)),
        ("spaces", lambda t: SPACES.sub(" ", t).strip()),
        ("quotes", lambda t: t if keeps_quotes else t.translate(QUOTES)),
    ):
        after = mended(text)
        if after != text:
            repairs.add(repair)
        text = after
    return text


def _tidy_text(cell: str, repairs: set[str], keeps_quotes: bool) -> tuple[str, Issue | None]:
    if cell in ERRORS:
        return "", Issue("error_value", details={"value": cell})
    if len(cell) <= MOST and PLAIN.fullmatch(cell):
        return cell, None
    if len(cell) > MOST:
        return cell[:60], Issue("too_long", details={"limit": MOST, "length": f"{MOST}+"})
    if "\ufffd" in cell:
        return cell, Issue("undecodable")
    text = unicodedata.normalize("NFC", cell)
    if CONTROL.search(text):
        return CONTROL.sub("", text), Issue("not_text", details={"value": CONTROL.sub("", text)[:60]})
    quoted = _mend(text, repairs, keeps_quotes)
    if MARKED.match(quoted):
        repairs.add("apostrophe")
        return quoted[1:].strip(), None
    if quoted.startswith("="):
        return quoted, Issue("formula")
    return ("" if quoted.strip(HYPHENS) == "" else quoted), None
