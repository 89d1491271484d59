"""Why a whole file is refused, in sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "nothing": _("Select a file"),
    "wrong_kind": _("The selected file must be a CSV, XLSX or ODS"),
    "empty": _("The selected file is empty"),
    "too_large": _("The selected file must be smaller than %(megabytes)sMB"),
    "too_large_unpacked": _("The selected file unpacks to more than we can read. Save the list alone as CSV"),
    "too_many_rows": _("The selected file has %(rows)s rows. Split it into files of up to %(limit)s rows"),
    "too_many_columns": _("The selected file has %(columns)s columns. Remove those that are not part of your list"),
    "encrypted": _("The selected file is password protected. Save a copy without a password"),
    "macros": _("The selected file contains macros. Save it as XLSX, not XLSM"),
    "virus": _("The selected file contains a virus"),
    "broken": _("The selected file could not be read. Open it, save it again as XLSX or CSV, and upload that"),
    "unclosed_quote": _(
        "The selected file has a quotation mark on line %(line)s that is never closed. Remove or close it"
    ),
    "no_headings": _("We could not find a heading row. Put column names in one row above your data"),
    "headings_only": _("The selected file has column names but no rows below them"),
    "heading_twice": _("Columns %(first)s and %(second)s are both called “%(heading)s”. Rename or remove one of them"),
    "missing_columns": _("We could not find a column for: %(missing)s. Your columns are: %(found)s"),
}
COUNTED = ("rows", "limit", "columns")


def sentence(code: str, details: dict) -> str:
    shown = {key: f"{value:,}" if key in COUNTED else value for key, value in details.items()}
    return str(SENTENCES[code]) % shown
