"""Where an import goes on, its tag, and what it did, in words."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent_register.imports import progress, rules
from talent_register.imports.choices import State
from talent_register.imports.models import ImportRun

TAGS = {
    State.STARTED: "grey",
    State.CHECKING: "blue",
    State.NEEDS_ANSWERS: "yellow",
    State.PROBLEMS: "red",
    State.READY: "blue",
    State.IMPORTING: "blue",
    State.IMPORTED: "green",
    State.IMPORTED_PARTLY: "green",
    State.UNDOING: "blue",
    State.UNDONE: "grey",
    State.CANCELLED: "grey",
    State.REFUSED: "red",
    State.FAILED: "red",
}
DOING = {
    State.CHECKING: gettext_lazy("Checking: %(done)s of %(total)s rows"),
    State.IMPORTING: gettext_lazy("Importing: %(done)s of %(total)s %(things)s"),
    State.UNDOING: gettext_lazy("Undoing"),
}
# What a person reads who has cancelled, by the state in which they did.
STOPPED = defaultdict(
    lambda: gettext_lazy("Import cancelled. Nothing was imported"),
    {
        State.IMPORTING: gettext_lazy("Import stopped. Nothing was imported, and you can approve it again"),
        State.UNDOING: gettext_lazy("Undo stopped. Nothing was taken back"),
    },
)
REPAIRS = {
    "bom": gettext_lazy("We ignored an invisible mark at the start of the file"),
    "utf16": gettext_lazy("We read the file as UTF-16"),
    "cp1252": gettext_lazy("We read the file as Windows-1252. Check that names with accents look right"),
    "mac_roman": gettext_lazy("We read the file as Mac Roman. Check that names with accents look right"),
    "separator": gettext_lazy("Your columns are separated by something other than commas"),
    "title_rows": gettext_lazy("We skipped the rows above your column names"),
    "blank_rows": gettext_lazy("We skipped blank rows"),
    "example_row": gettext_lazy("We skipped the example row of the template"),
    "hidden_sheets": gettext_lazy("Your workbook has hidden sheets. We did not read them"),
    "hidden_characters": gettext_lazy("We removed characters that cannot be seen"),
    "spaces": gettext_lazy("We removed extra spaces"),
    "quotes": gettext_lazy("We made curly quotation marks straight"),
    "apostrophe": gettext_lazy("We removed apostrophes that spreadsheets put before text"),
    "titles": gettext_lazy("We removed titles like Dr from names"),
    "endings": gettext_lazy("We removed endings like Jr from names"),
    "formulas": gettext_lazy("Some cells have formulas, the first in %(cell)s. We took the results saved in the file"),
}


def next_page(run: ImportRun, list_type) -> str:
    """The address where this import goes on."""
    columns_open = not run.columns_confirmed_at or bool(list_type.lacking(run.mapping))
    name = rules.next_page(
        state=run.state,
        heading_open=not (run.is_heading_sure or run.columns_confirmed_at),
        columns_open=columns_open,
        values_open=run.values_open,
        questions=run.counts.get("questions", 0),
    )
    return reverse(name, args=[run.reference])


def caption(run: ImportRun, list_type) -> str:
    """Trainee list, 2026 intake."""
    return ", ".join(str(part) for part in (list_type.name, run.scope) if part)


def progress_words(run: ImportRun, list_type) -> dict:
    """The bar of the progress page, and the words under it."""
    done, total, left = progress.of(run)
    if not total:
        return {"done": 0, "total": 1, "words": _("Reading your file")}
    words = str(DOING[State(run.state)]) % {"done": f"{done:,}", "total": f"{total:,}", "things": list_type.noun(total)}
    if left is not None:
        minutes = round(left / 60)
        words += ". " + (
            _("About %(minutes)s minutes left") % {"minutes": minutes}
            if minutes > 1
            else _("About 1 minute left")
            if left > 30
            else _("Less than a minute left")
        )
    return {"done": done, "total": total, "words": words}


def repairs(run: ImportRun) -> list:
    found = (code.partition(":") for code in run.changed_silently)
    return [str(REPAIRS[code]) % {"cell": cell} for code, _colon, cell in found if code in REPAIRS]
