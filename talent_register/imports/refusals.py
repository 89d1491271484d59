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
    "merged_headings": _(
        "The column name “%(heading)s” stands in merged cells over columns %(first)s to %(last)s. Unmerge them, and "
        "give each column a name of its own"
    ),
    "other_organisation": _(
        "Row %(row)s is of another organisation, “%(value)s”. Hand in only your own list: take out the rows of others"
    ),
    "missing_columns": _("We could not find a column for: %(missing)s. Your columns are: %(found)s"),
    # What the shell does not take for granted.
    "dates_unsure": _(
        "We cannot tell whether %(date)s in “%(column)s” has the day or the month first. Nothing was imported. Run "
        "this again with --dates DMY (day first) or --dates MDY (month first)"
    ),
    "leavers_unsaid": _(
        "%(leavers)s of the %(listed)s people of this list are not in the file and would be marked as left. Nothing "
        "was imported. If they have left, run this again with --end %(leavers)s. Without --replace they stay"
    ),
    "leavers_otherwise": _(
        "%(leavers)s of the %(listed)s people of this list are not in the file and would be marked as left, not "
        "%(said)s. Nothing was imported. Look at the file again, then say --end %(leavers)s if that is right"
    ),
}
# What a file of the wrong kind is, where that can be seen, and what helps.
FOUND = {
    "pdf": _("This is a PDF. Ask for the list behind it as a spreadsheet"),
    "picture": _("This is a picture"),
    "packed": _("This is a packed file. Unpack it and upload the list that is in it"),
    "document": _("This is a text document. Copy its table into a spreadsheet"),
    "numbers": _("This is a Numbers document. Export it to Excel or CSV"),
    "web_page": _(
        "This is a web page under the name of a spreadsheet, as some systems make them. Open it in Excel, save it as "
        "XLSX and upload that"
    ),
}
COUNTED = ("rows", "limit", "columns")


def sentence(code: str, details: dict) -> str:
    shown = {key: f"{value:,}" if key in COUNTED else value for key, value in details.items()}
    words = str(SENTENCES[code]) % shown
    found = FOUND.get(details.get("found", ""))
    return f"{words}. {found}" if found else words
