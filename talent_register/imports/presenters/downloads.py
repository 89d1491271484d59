"""Rows with problems as a sheet: the number, the reasons, then the cells as they came."""

from django.utils.translation import gettext as _

from talent_register.imports.checking.cells import shown
from talent_register.imports.choices import RowState
from talent_register.imports.models import ImportRun

from .findings import in_words


def problem_sheet(run: ImportRun, list_type) -> tuple[str, list[str], list[list[str]]]:
    """(sheet name, header, rows). Their columns in their order; registration numbers and dates stay text."""
    kept = sorted(run.mapping.items(), key=lambda pair: pair[1])
    header = [_("Row"), _("Problems"), *(run.headings[index] for _key, index in kept)]
    rows = []
    for row in run.rows.filter(state=RowState.PROBLEM).order_by("number").iterator(2_000):
        reasons = "; ".join(f"{words['column']}: {words['message']}" for words in in_words(run, list_type, [row]))
        cells = [row.fixes.get(key, shown(row.raw.get(key))) for key, _index in kept]
        rows.append([str(row.number), reasons, *cells])
    return _("Rows with problems"), header, rows
