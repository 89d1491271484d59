"""Lists of people as files: ask, agree, download."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.common import tables
from talent_register.common.permissions import Permission, requires
from tracking import access, kept, selection
from tracking.actions import exports as actions
from tracking.exporting import WAYS
from tracking.forms import ExportForm
from tracking.models import Export
from tracking.rules import exports as rules
from tracking.spreadsheets import FEWEST

CSV = "text/csv; charset=utf-8"


@requires(Permission.PEOPLE_EXPORT)
def export_list(request):
    """Own exports of late, and those that wait for this user's answer."""
    context = {
        "own": Export.objects.visible_to(request.user).own(request.user).select_related("decided_by")[:50],
        "waiting": Export.objects.visible_to(request.user).waiting_for(request.user).select_related("asked_by", "team"),
    }
    return render(request, "tracking/export_list.html", context)


@requires(Permission.PEOPLE_EXPORT)
def create(request):
    """Why, which columns, which kind of file; then the file, or the wait for a second person."""
    chosen = selection.read(request.user, request.GET, timezone.localdate(), Permission.PEOPLE_EXPORT)
    if not chosen.pairs:
        messages.warning(request, _("Select at least 1 person, then export them"))
        return redirect(selection.came_from(request.GET))
    people = chosen.people.count()
    form = ExportForm(request.POST if request.method == "POST" else None, initial={"columns": FEWEST})
    if request.method == "POST" and form.is_valid():
        try:
            return _ask(request, form, chosen, people)
        except rules.CannotExport as reason:
            form.add_error(None, str(reason))
    context = {
        "form": form,
        "chosen": chosen,
        "people": people,
        "needs_second": rules.needs_second_person(people),
        "most_alone": rules.MOST_ALONE,
        "said": kept.filters(chosen.query, request.user),
        "back": selection.came_from(request.GET),
    }
    return render(request, "tracking/export_create.html", context)


def _ask(request, form, chosen, people):
    said = form.cleaned_data
    export = actions.ask(
        query=chosen.query,
        said="; ".join(kept.filters(chosen.query, request.user)),
        people=people,
        columns=said["columns"],
        format=said["format"],
        reason=said["reason"],
        team=access.organisations_of(request.user, Permission.PEOPLE_EXPORT)[0],
        by=request.user,
        at=timezone.now(),
    )
    if export.state == Export.State.ASKED:
        messages.success(request, _("A second person must agree. We will email you when it is decided"))
    elif rules.is_for_the_background(people):
        messages.success(request, _("The file is being written. We will email you when it is ready"))
    else:
        actions.write_now(export=export, how=WAYS)
        messages.success(request, _("Your file is ready. It is kept for 7 days"))
    return redirect("export-list")


@requires(Permission.PEOPLE_EXPORT)
def decide(request, uuid):
    """The second person reads who asks for what and why, and agrees or refuses."""
    export = get_object_or_404(
        Export.objects.visible_to(request.user).waiting_for(request.user).select_related("asked_by", "team"), uuid=uuid
    )
    if request.method == "POST":
        is_agreed = request.POST.get("answer") == "agree"
        try:
            actions.decide(export=export, is_agreed=is_agreed, by=request.user, at=timezone.now())
        except rules.CannotExport as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(request, _("You agreed to the export") if is_agreed else _("You refused the export"))
        return redirect("export-list")
    return render(request, "tracking/export_decide.html", {"export": export})


@require_POST
@requires(Permission.PEOPLE_EXPORT)
def download(request, uuid):
    """The file, for the one who asked for it alone. People who withdrew since are taken out first."""
    export = get_object_or_404(Export.objects.visible_to(request.user).own(request.user), uuid=uuid)
    try:
        content = actions.take(export=export, by=request.user, how=WAYS, at=timezone.now())
    except rules.CannotExport as reason:
        messages.warning(request, str(reason))
        return redirect("export-list")
    if not content:
        messages.warning(request, _("The people in this file no longer share their profile with you. It is deleted"))
        return redirect("export-list")
    kind, _write = tables.BOOKS.get(export.format, (CSV, None))
    response = HttpResponse(content, content_type=kind)
    name = tables.file_name(f"people {export.team}", timezone.localdate(export.asked_at), export.format)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
