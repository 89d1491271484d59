"""Which row holds the column names."""

import re
import unicodedata

from .table import Cell

LOOK_AHEAD = 30
NOT_A_WORD = re.compile(r"[^a-z0-9#]+")
LIKE_DATA = re.compile(r"@|^\d+([./-]\d+)*$")
EXAMPLE = "delete this row"


def fold(heading: object) -> str:
    """A heading as it is compared: lower case, no accents, no punctuation, no star for required."""
    text = unicodedata.normalize("NFKD", str(heading or "")).lower().replace("&", " and ")
    return NOT_A_WORD.sub(" ", text.encode("ascii", "ignore").decode()).strip()


def is_example(row: list[Cell]) -> bool:
    """The row of the template that says it should go."""
    try:
        return EXAMPLE in "\n".join(row).lower()  # all at once: a long list has millions of cells
    except TypeError:
        return any(isinstance(cell, str) and EXAMPLE in cell.lower() for cell in row)


def matches(row: list[Cell], known: set[str]) -> int:
    """How many different names of a row we know."""
    return len({fold(cell) for cell in row if isinstance(cell, str)} & known)


def find_heading_row(rows: list[list[Cell]], known: set[str]) -> tuple[int, bool] | None:
    """(index, sure) of the row with the column names; None where every row looks like data."""
    best, names = None, 0
    for index, row in enumerate(rows[:LOOK_AHEAD]):
        found = matches(row, known)
        if found > names:
            best, names = index, found
    filled = _filled(rows[best]) if best is not None else 0
    if best is not None and (names >= 2 or filled <= 2):
        return best, True
    for index, row in enumerate(rows[:LOOK_AHEAD]):
        if _could_be_headings(row):
            return index, False
    return None


def _filled(row: list[Cell]) -> int:
    return sum(cell not in (None, "") for cell in row)


def _could_be_headings(row: list[Cell]) -> bool:
    """At least two different short words, and nothing that looks like an address, a number or a date."""
    cells = [cell for cell in row if cell not in (None, "")]
    return (
        len(cells) >= 2
        and len({fold(cell) for cell in cells}) == len(cells)
        and all(isinstance(cell, str) and len(cell) <= 80 and not LIKE_DATA.search(cell.strip()) for cell in cells)
    )
