"""Answering what a check asks: columns, values, problems, possible matches."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from talent_register.common.permissions import Permission, requires
from talent_register.common.tables import BOOKS, book_response
from talent_register.imports import refusals
from talent_register.imports.actions import exports, mended, runs
from talent_register.imports.actions import rows as row_actions
from talent_register.imports.choices import RowState, State
from talent_register.imports.forms import ColumnsForm, DuplicatesForm, HeadingRowForm, RowForm, SheetForm, ValuesForm
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters import answers as shown
from talent_register.imports.presenters import downloads, first_rows
from talent_register.imports.reading import Limits
from talent_register.imports.rules import ANSWERABLE, CannotChange

from .here import at_step, go_on

PAGE = 50
CARDS = 20


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def columns(request, run, list_type):
    """Match their columns to ours."""
    form = ColumnsForm(request.POST if request.method == "POST" else None, run=run, list_type=list_type)
    if request.method == "POST" and form.is_valid():
        run = runs.match_columns(
            run=run,
            mapping=form.mapping,
            date_orders=form.orders(),
            remember=form.cleaned_data["remember"],
            by=request.user,
            at=timezone.now(),
        )
        return go_on(run)
    context = {
        "run": run,
        "earlier": ImportRun.objects.visible_to(request.user).same_file_as(run).first(),
        "form": form,
        "columns": shown.columns(run, form),
        "orders": [form[name] for name in form.fields if name.startswith("order-")],
        "special": [column["heading"] for column in run.dropped if column["why"] == "special"],
        "others": [column["heading"] for column in run.dropped if column["why"] == "unknown"],
        "accented": shown.accented(run),
    }
    return render(request, "imports/import_columns.html", context)


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def sheet(request, run, list_type):
    """Show the sheets of the workbook, and read another of them."""
    form = SheetForm(request.POST if request.method == "POST" else None, run=run)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["sheet"] != run.sheet:
            runs.choose_sheet(run=run, sheet=form.cleaned_data["sheet"], by=request.user)
        return redirect("import-step", run.reference)
    return render(request, "imports/import_sheet.html", {"run": run, "form": form})


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def heading_row(request, run, list_type):
    """Show the first rows of the file, and read the column names from another of them."""
    rows = first_rows.of(run, list_type)
    form = HeadingRowForm(request.POST if request.method == "POST" else None, rows=rows, present=run.header_row)
    if request.method == "POST" and form.is_valid():
        runs.choose_heading_row(run=run, number=int(form.cleaned_data["row"]), by=request.user)
        return redirect("import-step", run.reference)
    return render(request, "imports/import_heading_row.html", {"run": run, "form": form})


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def values(request, run, list_type):
    """Say what values mean that are not on our lists."""
    groups = shown.value_groups(run, list_type)
    form = ValuesForm(request.POST if request.method == "POST" else None, groups=groups)
    if request.method == "POST" and form.is_valid():
        answer = go_on(runs.match_values(run=run, values=form.decided, by=request.user, at=timezone.now()))
        _say_how_many(request, run, form.cells())
        return answer
    tables = [(group, [(value, form[value.field]) for value in group.values]) for group in groups]
    return render(request, "imports/import_values.html", {"run": run, "form": form, "tables": tables})


def _say_how_many(request, run, cells):
    """How many cells the answers mended at once."""
    run.refresh_from_db()
    if cells and run.state != State.CHECKING:
        fixed = ngettext("%(cells)s cell matched.", "%(cells)s cells matched.", cells) % {"cells": cells}
        messages.success(request, f"{fixed} {shown.still(run.counts.get('problems', 0))}")


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def problems(request, run, list_type):
    """What is wrong, row by row; fix it here, take the rows home, or go on without them."""
    if "mended" in request.FILES:
        return _take_mended(request, run)
    if "take_proposed" in request.POST:
        return _take_proposed(request, run, list_type)
    if request.method == "POST":
        runs.accept_problems(run=run, by=request.user, at=timezone.now())
        return redirect("import-step", run.reference)
    found = run.rows.filter(state=RowState.PROBLEM).order_by("number")
    column, _sign, code = request.GET.get("cause", "").replace("\x00", "").partition(":")
    if code:
        found = found.filter(issues__contains=[{"column": column, "code": code}])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    causes = shown.causes(run, list_type)
    context = {
        "run": run,
        "earlier": ImportRun.objects.visible_to(request.user).same_file_as(run).first(),
        "page": page,
        "problems": shown.problems(run, list_type, page),
        "causes": causes,
        "cause": f"{column}:{code}" if code else "",
        "may_match": any(found["code"] in shown.UNKNOWN for found in causes),
        "here": request.GET.urlencode(),
    }
    return render(request, "imports/import_problems.html", context)


def _take_proposed(request, run, list_type):
    form = RowForm(request.POST, list_type=list_type)
    if form.is_valid() and form.cleaned_data["code"]:
        same = {"column": form.cleaned_data["column"], "code": form.cleaned_data["code"]}
        rows = row_actions.take_proposed(run=run, by=request.user, **same)
        words = ngettext("%(rows)s value confirmed", "%(rows)s values confirmed", rows) % {"rows": rows}
        messages.success(request, words)
    run.refresh_from_db()
    return go_on(run)


def _take_mended(request, run):
    limits = Limits()
    file = request.FILES["mended"]
    if file.size > limits.size:
        raise CannotChange(refusals.sentence("too_large", {"megabytes": limits.size // 1024 // 1024}))
    rows = mended.take_mended(run=run, content=file.read(), by=request.user)
    run.refresh_from_db()
    messages.success(
        request, ngettext("We took over %(rows)s row", "We took over %(rows)s rows", rows) % {"rows": rows}
    )
    return go_on(run)


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def problem_rows(request, run, list_type, ending):
    """The rows with problems as a workbook, each with its reasons."""
    if ending not in BOOKS:
        raise Http404
    found = run.rows.filter(state=RowState.PROBLEM)
    exports.note_rows("imports.rows_exported", run, list_type, found, what="problems", ending=ending, by=request.user)
    return book_response(f"{run.reference.lower()}-problems.{ending}", [downloads.problem_sheet(run, list_type)])


@requires(Permission.IMPORT_UPLOAD)
@at_step(ANSWERABLE)
def duplicates(request, run, list_type):
    """Say of possible matches whether they are the same person, or ask them."""
    if "stop_asking" in request.POST:
        return _stop_asking(request, run, list_type)
    rows = run.rows.filter(state=RowState.QUESTION).order_by("number")
    cards = shown.cards(run, list_type, rows[:CARDS])
    numbers = rows.filter(issues__contains=[{"code": "possible_match", "details": {"why": "number"}}]).count()
    sent = request.POST if request.method == "POST" else None
    form = DuplicatesForm(sent, cards=cards, numbers=numbers, days=shown.days_to_answer(run, timezone.now()))
    if request.method == "POST" and form.is_valid():
        try:
            _take_answers(request, run, list_type, form)
        except CannotChange as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("import-list") if "later" in request.POST else go_on(run)
    for card in cards:
        card.field = form[f"row-{card.number}"]
    context = {"run": run, "form": form, "cards": cards, "waiting": shown.waiting(run, list_type)}
    return render(request, "imports/import_duplicates.html", context)


def _stop_asking(request, run, list_type):
    number = request.POST["stop_asking"]
    if number.isdecimal():
        row_actions.stop_asking(run=run, list_type=list_type, number=int(number), by=request.user)
        run.refresh_from_db()
    return go_on(run)


def _take_answers(request, run, list_type, form):
    leave_rest = "leave_rest" in request.POST
    if not (form.answers() or leave_rest):
        return
    row_actions.answer(
        run=run,
        list_type=list_type,
        answers=form.answers(),
        by=request.user,
        people=form.people(),
        same_number=form.same_number(),
        leave_rest=leave_rest,
    )
    run.refresh_from_db()
