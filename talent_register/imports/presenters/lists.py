"""The rows behind a figure of an import, as a page and as a download."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from talent_register.imports.choices import Action, State
from talent_register.imports.models import ImportRun

from .check import HEADINGS, VIEWS, heading
from .downloads import LEFT_OUT, problem_sheet

AFTER_UNDO = ("reversed", "kept", "could-not")


def links(run: ImportRun) -> list[dict]:
    """What became of the rows of an import that was undone: words and how many."""
    if run.state != State.UNDONE:
        return []
    return [
        {"what": what, "words": HEADINGS[what], "rows": run.rows.filter(**VIEWS[what]).count()} for what in AFTER_UNDO
    ]


def sheet(run: ImportRun, list_type, what: str) -> tuple[str, list[str], Iterable[list[str]]]:
    """(sheet name, header, rows) of one list: the row as the spreadsheet counts, who, and what the import had done;
    of rows left out what came and why it was left out."""
    if what == "left-out":
        return problem_sheet(run, list_type, LEFT_OUT)
    return heading(list_type, what), *_sheet(run, list_type, what)


def _sheet(run: ImportRun, list_type, what: str) -> tuple[list[str], Iterator[list[str]]]:
    rows = run.rows.filter(**VIEWS[what]).order_by("number").iterator(2_000)
    header = [_("Row"), _("Name"), _("What the import did"), _("What became of it")]
    return header, (
        [
            "" if row.action == Action.LEAVER else str(row.number),
            list_type.name_of(row.cleaned),
            row.get_action_display(),
            row.get_state_display(),
        ]
        for row in rows
    )
