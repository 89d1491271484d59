"""Rows with problems, or all that were left out, as a sheet: the number, the reasons, then the cells as they came."""

from django.utils.translation import gettext as _

from talent_register.imports.choices import RowState
from talent_register.imports.models import ImportRow, ImportRun

from .findings import in_words

LEFT_OUT = (RowState.PROBLEM, RowState.QUESTION, RowState.LEFT_OUT)


def problem_sheet(run: ImportRun, list_type, states=(RowState.PROBLEM,)) -> tuple[str, list[str], list[list[str]]]:
    """(sheet name, header, rows). Their columns in their order; registration numbers and dates stay text."""
    kept = sorted(run.mapping.items(), key=lambda pair: pair[1])
    header = [_("Row"), _("Problems"), *(run.headings[index] for _key, index in kept)]
    rows = []
    for row in run.rows.filter(state__in=states).order_by("number").iterator(2_000):
        reasons = "; ".join(f"{words['column']}: {words['message']}" for words in in_words(run, list_type, [row]))
        cells = [whole_cell(row, key) for key, _index in kept]
        rows.append([str(row.number), reasons, *cells])
    return _("Rows with problems") if states == (RowState.PROBLEM,) else _("Rows left out"), header, rows


def whole_cell(row: ImportRow, key: str) -> str:
    """A cell as it came, or as somebody mended it; never cut, because the file comes back."""
    cell = row.fixes.get(key, row.raw.get(key))
    if isinstance(cell, dict):
        return str(cell.get("date") or cell.get("error") or f"={cell.get('formula') or ''}")
    return "" if cell is None else str(cell)
