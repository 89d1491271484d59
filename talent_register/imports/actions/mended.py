"""Rows with problems that went out as a file and come back mended: each cell that differs is a fix of that cell."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.imports import refusals
from talent_register.imports.checking.cells import shown, tidy
from talent_register.imports.checking.engine import MISFIT
from talent_register.imports.choices import RowState, State
from talent_register.imports.models import ImportRow, ImportRun
from talent_register.imports.reading import Refused, Table, read
from talent_register.imports.reading.headings import fold
from talent_register.imports.rules import CannotChange

from .runs import locked, move


@transaction.atomic
def take_mended(*, run: ImportRun, content: bytes, by: User | None) -> int:
    """Replace the cells of these rows, and check again. Returns how many rows were changed."""
    run = locked(run)
    move(run, State.CHECKING)
    keys = {fold(run.headings[index]): key for key, index in run.mapping.items()}
    table = _table(content, keys)
    places = {index: keys[fold(name)] for index, name in enumerate(table.headings) if index and fold(name) in keys}
    waiting = {str(row.number): row for row in run.rows.filter(state=RowState.PROBLEM)}
    changed = []
    for _number, cells in table.rows:
        row = waiting.pop(tidy(cells[0], set())[0], None)
        if row and (fixes := _fixes(row, cells, places)):
            row.fixes = {**row.fixes, **fixes}
            changed.append(row)
    ImportRow.objects.bulk_update(changed, ["fixes"], batch_size=1_000)
    run.save()
    audit.record(
        "imports.rows_mended",
        by=by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        details={"rows": len(changed)},
    )
    return len(changed)


def _table(content: bytes, keys: dict[str, str]) -> Table:
    """The file as it came back: the row number first, then the reasons, then their own columns."""
    try:
        table = read(content, known={*keys, fold(_("Row")), fold(_("Problems"))})
    except Refused as no:
        raise CannotChange(refusals.sentence(no.code, no.details)) from no
    if fold(table.headings[0]) != fold(_("Row")):
        raise CannotChange(_("Upload the file of rows with problems that you downloaded here. Its first column is Row"))
    return table


def _fixes(row: ImportRow, cells: list, places: dict[int, str]) -> dict[str, str]:
    fixes = {}
    for index, key in places.items():
        now, before = _text(cells[index]), _text(row.fixes.get(key, shown(row.raw.get(key))))
        if now != before:
            fixes[key] = now
    return {**fixes, MISFIT: ""} if fixes and MISFIT in row.raw else fixes


def _text(cell: Any) -> str:
    """A cell as text, whatever a spreadsheet made of it; what cannot be used stays as it is shown."""
    text, issue = tidy(cell, set())
    return shown(cell) if issue else text
