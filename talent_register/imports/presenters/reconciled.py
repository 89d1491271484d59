"""An organisation's own list after an import: its columns as they came, with our reference and what became of each."""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from talent_register.imports.choices import Action, RowState
from talent_register.imports.models import ImportRow, ImportRun
from talent_register.imports.rules import Told

from .downloads import whole_cell
from .findings import in_words

BLOCK = 2_000


def sheet(run: ImportRun, list_type) -> tuple[str, list[str], Iterator[list[str]]]:
    """(sheet name, header, rows): first what we say of a row, then its cells in their order."""
    kept = sorted(run.mapping.items(), key=lambda pair: pair[1])
    ours = [_("Register reference"), _("Row"), _("Action taken"), _("What changed or differs"), _("What they said")]
    return _("Your list"), [*ours, *(run.headings[index] for _key, index in kept)], _rows(run, list_type, kept)


def _rows(run: ImportRun, list_type, kept: list) -> Iterator[list[str]]:
    rows = run.rows.order_by("number").iterator(BLOCK)
    while block := list(islice(rows, BLOCK)):
        known = list_type.told(run, {row.person_id for row in block if row.person_id})
        for row in block:
            told = known.get(row.person_id or 0, Told())
            has_effect = row.state in (RowState.APPLIED, RowState.KEPT)
            yield [
                told.reference if has_effect else "",
                "" if row.action == Action.LEAVER else str(row.number),
                _taken(row),
                "; ".join([*_changes(list_type, row), *_problems(run, list_type, row), *_differences(told)]),
                "; ".join(told.said),
                *(whole_cell(row, key) for key, _index in kept),
            ]


def _taken(row: ImportRow) -> str:
    """What the import did with a row, or that it was left out or taken back."""
    if row.state == RowState.APPLIED:
        return str(Action(row.action).label) if row.action else ""
    if row.state in (RowState.PROBLEM, RowState.QUESTION):
        return str(RowState.LEFT_OUT.label)
    return str(RowState(row.state).label)


def _changes(list_type, row: ImportRow) -> list[str]:
    if row.action != Action.CHANGED:
        return []
    before, after = list_type.shown(row.before or {}), list_type.shown(row.after or {})
    return [
        _("%(column)s: was %(before)s, now %(after)s")
        % {"column": label, "before": before.get(label) or _("empty"), "after": after.get(label) or _("empty")}
        for label in dict.fromkeys([*before, *after])
    ]


def _problems(run: ImportRun, list_type, row: ImportRow) -> list[str]:
    if row.state not in (RowState.PROBLEM, RowState.QUESTION):
        return []
    return [f"{words['column']}: {words['message']}" for words in in_words(run, list_type, [row])]


def _differences(told: Told) -> list[str]:
    return [_("%(column)s: differs from what they told us") % {"column": column} for column in told.differs]
