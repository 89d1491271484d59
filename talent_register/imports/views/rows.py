"""Decisions about single rows: problems that are mended where they are shown, and what only looks unusual."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from talent_register.common.permissions import Permission, requires
from talent_register.imports.actions import rows as row_actions
from talent_register.imports.checking.issues import WARNING
from talent_register.imports.choices import RowState, State
from talent_register.imports.forms import RowForm
from talent_register.imports.presenters import answers as shown
from talent_register.imports.rules import ANSWERABLE

from .here import at_step, go_on

PAGE = 50


@requires(Permission.IMPORT_UPLOAD)
@require_POST
@at_step(ANSWERABLE)
def row_fix(request, run, list_type, number):
    """Put a typed value in place of a cell, leave the row out, or choose between it and one that it repeats."""
    form = RowForm(request.POST, list_type=list_type)
    if not run.rows.filter(number=number, state=RowState.PROBLEM).exists():
        return redirect("import-problems", run.reference)
    if not form.is_valid():
        messages.warning(request, form.mistake())
        return redirect("import-problems", run.reference)
    _decide(request, run, number, form.cleaned_data)
    run.refresh_from_db()
    answer = go_on(run)
    _say_what_became(request, run, number)
    return _same_place(request, run, list_type, number) or answer


def _decide(request, run, number, said):
    """What was pressed or typed about a row."""
    if "leave_out" in request.POST:
        row_actions.leave_out(run=run, number=number, by=request.user)
    elif "keep" in request.POST:
        row_actions.keep_one(run=run, number=number, keep=said["keep"], by=request.user)
    elif "as_it_is" in request.POST:
        pair = {"column": said["column"], "code": said["code"]}
        row_actions.keep_as_is(run=run, number=number, by=request.user, **pair)
    else:
        row_actions.fix(run=run, number=number, column=said["column"], value=said["value"], by=request.user)


def _same_place(request, run, list_type, number):
    """The problems with the same ones shown, at this row if it still has one, else at the next that does."""
    left = run.rows.filter(state=RowState.PROBLEM).order_by("number")
    row = left.filter(number__gte=number).first() or left.last()
    if run.state != State.PROBLEMS or row is None:
        return None
    place = shown.place_of(shown.problems(run, list_type, [row])[0])
    shown_there = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse('import-problems', args=[run.reference])}{shown_there}#{place}")


def _say_what_became(request, run, number):
    run.refresh_from_db()
    if run.state == State.CHECKING:
        return
    left = run.counts.get("problems", 0)
    if run.rows.filter(number=number, state=RowState.PROBLEM).exists():
        messages.warning(request, _("Row %(row)s still has a problem") % {"row": number})
    elif left:
        still = shown.still(left)
        messages.success(request, _("Row %(row)s fixed. %(still)s") % {"row": number, "still": still})
    else:
        messages.success(request, _("All rows are ready"))


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def unusual(request, run, list_type):
    """What looks unusual and goes as it is unless somebody mends it or leaves it out; all of a kind can be kept."""
    found = row_actions.unusual(run)
    if request.method == "POST":
        return _keep_all(request, run, list_type)
    if not found.exists():
        return redirect("import-step", run.reference)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "page": page,
        "count": page.paginator.count,
        "warnings": shown.problems(run, list_type, page, WARNING),
        "causes": shown.causes(run, list_type, found, WARNING),
    }
    return render(request, "imports/import_unusual.html", context)


def _keep_all(request, run, list_type):
    form = RowForm(request.POST, list_type=list_type)
    if form.is_valid() and form.cleaned_data["code"]:
        pair = {"column": form.cleaned_data["column"], "code": form.cleaned_data["code"]}
        rows = row_actions.keep_as_is(run=run, by=request.user, **pair)
        words = ngettext("%(rows)s row kept as it is", "%(rows)s rows kept as they are", rows) % {"rows": rows}
        messages.success(request, words)
    return _go_on_looking(run)


@requires(Permission.IMPORT_UPLOAD)
@require_POST
@at_step(ANSWERABLE)
def unusual_row(request, run, list_type, number):
    """Mend one value that looks unusual, keep it as it is, or leave its row out."""
    form = RowForm(request.POST, list_type=list_type)
    if not form.is_valid():
        messages.warning(request, form.mistake())
    elif row_actions.unusual(run).filter(number=number).exists():
        _decide(request, run, number, form.cleaned_data)
        messages.success(request, _("Row %(row)s is settled") % {"row": number})
    return _go_on_looking(run)


def _go_on_looking(run):
    """Back to what else looks unusual, if anything does and nothing else comes first."""
    run.refresh_from_db()
    answer = go_on(run)
    run.refresh_from_db()
    if run.state in ANSWERABLE and row_actions.unusual(run).exists():
        return redirect("import-unusual", run.reference)
    return answer
