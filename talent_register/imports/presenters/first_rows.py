"""The first rows of a file, for those who say which of them has the column names. They are shown, and not kept."""

from cryptography.fernet import InvalidToken
from django.utils.translation import gettext as _

from talent_register.imports import vault
from talent_register.imports.checking.cells import shown
from talent_register.imports.checking.matching import is_special
from talent_register.imports.models import ImportFile, ImportRun
from talent_register.imports.reading import Refused, first_rows
from talent_register.imports.reading.headings import LOOK_AHEAD
from talent_register.imports.reading.table import Cell, is_blank
from talent_register.imports.rules import CannotChange

ROWS, CELLS, LONGEST = 8, 6, 30
HIDDEN = "…"


def of(run: ImportRun, list_type) -> list[tuple[int, str]]:
    """The rows to choose from, each under the number that the spreadsheet shows."""
    try:
        rows = first_rows(
            vault.pieces_of(run),
            size=run.file_size,
            known=list_type.known_headings(),
            sheet=run.sheet,
            count=LOOK_AHEAD,
        )
    except (ImportFile.DoesNotExist, InvalidToken, Refused) as gone:
        raise CannotChange(_("The file is no longer kept. Upload your list again.")) from gone
    return to_choose_from(rows, present=run.header_row or 0)


def to_choose_from(rows: list[list[Cell]], *, present: int) -> list[tuple[int, str]]:
    """(number, words) of the first rows that hold anything, as far as the row that was taken at present."""
    filled = [(number, row) for number, row in enumerate(_without_special(rows), start=1) if not is_blank(row)]
    return [(number, _in_words(row)) for place, (number, row) in enumerate(filled) if place < ROWS or number <= present]


def _without_special(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without what stands below the name of something that the register never takes from a list."""
    special: set[int] = set()
    shortened = []
    for row in rows:
        shortened.append([HIDDEN if index in special else cell for index, cell in enumerate(row)])
        if sum(cell not in (None, "") for cell in row) > 1:
            special |= {index for index, cell in enumerate(row) if isinstance(cell, str) and is_special(cell)}
    return shortened


def _in_words(row: list[Cell]) -> str:
    words = [_cut(" ".join(shown(cell).split())) for cell in row if cell not in (None, "", HIDDEN)]
    more = _("and %(count)s more") % {"count": len(words) - CELLS}
    return " | ".join([*words[:CELLS], more] if len(words) > CELLS else words)


def _cut(text: str) -> str:
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text
