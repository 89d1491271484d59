"""The rows behind one figure of an import: to read, and to download."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from talent_register.accounts import access
from talent_register.common.permissions import Permission, requires
from talent_register.common.tables import BOOKS, book_response, csv_response, file_name
from talent_register.imports import rules
from talent_register.imports.actions import exports
from talent_register.imports.choices import State
from talent_register.imports.presenters import check as shown
from talent_register.imports.presenters import findings, lists, reconciled
from talent_register.imports.resources import list_type_of, list_types

from .here import at_step, run_of

PAGE = 50
WITH_EFFECT = {*rules.DONE, State.UNDONE}


@requires(Permission.IMPORT_VIEW)
def rows(request, reference, what):
    """The rows behind one of the figures, with what changes."""
    run = run_of(request, reference)
    list_type = list_type_of(run.list_type)
    if what not in shown.VIEWS:
        raise Http404
    found = run.rows.filter(**shown.VIEWS[what]).order_by("number")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    people = [
        {
            "row": row,
            "name": list_type.name_of(row.cleaned),
            "values": list_type.shown(row.cleaned),
            "changes": shown.changes(list_type, row),
            "issues": list(findings.in_words(run, list_type, [row])),
        }
        for row in page
    ]
    context = {"run": run, "page": page, "people": people, "heading": shown.heading(list_type, what), "what": what}
    return render(request, "imports/import_rows.html", {**context, "why": shown.WHY.get(what, "")})


@requires(Permission.IMPORT_VIEW)
def rows_file(request, reference, what, ending):
    """The same rows as a file; those left out as they came, each with its reasons, to mend and hand in."""
    run = run_of(request, reference)
    if what not in shown.VIEWS or ending not in ("csv", *BOOKS):
        raise Http404
    list_type = list_type_of(run.list_type)
    name, header, found = lists.sheet(run, list_type, what)
    rows = run.rows.filter(**shown.VIEWS[what])
    exports.note_rows("imports.rows_exported", run, list_type, rows, what=what, ending=ending, by=request.user)
    return _file(f"{run.reference.lower()}-{what}.{ending}", ending, name, header, found)


def _file(file, ending, name, header, found):
    return csv_response(file, header, found) if ending == "csv" else book_response(file, [(name, header, found)])


@requires(Permission.IMPORT_VIEW)
def present(request, list_type, ending):
    """What the register holds of a list of the user's organisations, in the shape of the template, to mend and hand in
    again."""
    kind = list_types().get(list_type)
    if kind is None or not kind.has_present or not access.can(request.user, kind.permission):
        raise Http404
    if ending not in ("csv", *BOOKS):
        raise Http404
    places = access.organisations_where(request.user, kind.permission)
    found = list(kind().present(request.user, places))
    people = dict.fromkeys(reference for reference, _cells in found if reference)
    exports.note_present(kind, places, rows=len(found), people=[*people], ending=ending, by=request.user)
    rows = [cells for _reference, cells in found]
    return _file(file_name(list_type, localdate(), ending), ending, kind.name, kind().template_headings(), rows)


@requires(Permission.IMPORT_VIEW)
@at_step(WITH_EFFECT, Permission.IMPORT_VIEW)
def own_list(request, run, list_type, ending):
    """The organisation's own list with our references, what was done, what differs and what people said."""
    if ending not in ("csv", *BOOKS):
        raise Http404
    if not run.rows.exists():
        messages.warning(request, _("The rows of this import are deleted. Only the receipt is kept."))
        return redirect("import-receipt", run.reference)
    name, header, rows = reconciled.sheet(run, list_type)
    found = run.rows.all()
    exports.note_rows("imports.list_reconciled", run, list_type, found, what="whole", ending=ending, by=request.user)
    return _file(f"{run.reference.lower()}-your-list.{ending}", ending, name, header, rows)
