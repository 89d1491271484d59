"""The list of imports, starting one, and handing over its file."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from talent_register.accounts import access
from talent_register.common.permissions import Permission, requires
from talent_register.common.tables import BOOKS, book_response, csv_response
from talent_register.imports import refusals
from talent_register.imports.actions import runs, work
from talent_register.imports.choices import State
from talent_register.imports.forms import FileForm, HistoryForm, StartForm
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters import letters, steps
from talent_register.imports.resources import list_type_of, list_types
from talent_register.imports.rules import ANSWERABLE
from talent_register.organisations.models import Organisation

from .here import at_step, run_of

PAGE = 25


@requires(Permission.IMPORT_VIEW)
def import_list(request):
    """Every import of the user's organisations, newest first."""
    found = ImportRun.objects.visible_to(request.user).select_related("organisation", "uploaded_by")
    kinds = list_types()
    form = HistoryForm(request.GET, found=found, kinds=kinds)
    page = Paginator(form.narrowed(), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "run": run,
            "kind": kinds[run.list_type].name,
            "colour": steps.TAGS[run.state],
            "letters": letters.in_words(run),
        }
        for run in page
    ]
    context = {"page": page, "rows": rows, "form": form}
    return render(request, "imports/import_list.html", context)


@requires(Permission.IMPORT_UPLOAD)
def new(request):
    """What kind of list, and what to do with it."""
    places = access.organisations_where(request.user, Permission.IMPORT_UPLOAD)
    organisations = Organisation.objects.filter(pk__in=places)
    kinds = {code: kind for code, kind in list_types().items() if access.can(request.user, kind.permission)}
    form = StartForm(
        request.POST if request.method == "POST" else None,
        organisations=organisations,
        list_types=kinds,
        places={code: access.organisations_where(request.user, kind.permission) for code, kind in kinds.items()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        run = runs.start(
            organisation=form.chosen_organisation(),
            list_type=form.chosen_kind().code,
            scope=data.get("scope", ""),
            mode=data["mode"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect("import-file", run.reference)
    return render(request, "imports/import_new.html", {"form": form})


@requires(Permission.IMPORT_UPLOAD)
@at_step({State.STARTED, State.REFUSED} | ANSWERABLE)
def file(request, run, list_type):
    """Upload or paste the list."""
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()), list_type=list_type)
    if request.method == "POST" and form.is_valid():
        runs.take_file(run=run, name=form.name, content=form.content, by=request.user, at=timezone.now())
        return redirect("import-step", run.reference)
    if form.refusal:
        work.note_refusal(run=run, code=form.refusal, by=request.user)
    refused = refusals.sentence(run.refusal, run.refusal_details) if run.state == State.REFUSED else ""
    columns = [column for column in list_type.columns if column.is_in_template]
    context = {"run": run, "form": form, "columns": columns, "refused": refused if not form.is_bound else ""}
    context |= {"needs": list_type.needs, "has_present": list_type.has_present}
    context["once"] = [form[name] for name in form.fields if name.startswith("once-")]
    return render(request, "imports/import_file.html", context)


@requires(Permission.IMPORT_VIEW)
def step(request, reference):
    """To the page where this import goes on."""
    run = run_of(request, reference)
    return redirect(steps.next_page(run, list_type_of(run.list_type)))


@requires(Permission.IMPORT_UPLOAD)
def template(request, list_type, ending):
    """An empty list with one example row, and in a workbook a sheet of allowed values."""
    kinds = list_types()
    if list_type not in kinds or not access.can(request.user, kinds[list_type].permission):
        raise Http404
    if ending not in ("csv", *BOOKS):
        raise Http404
    kind = list_type_of(list_type)
    if ending == "csv":
        return csv_response(f"{list_type}-template.csv", kind.template_headings(), [kind.example_row()])
    sheets = [(kind.name, kind.template_headings(), [kind.example_row()]), *kind.allowed_values()]
    return book_response(f"{list_type}-template.{ending}", sheets)
