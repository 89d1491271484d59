"""Checking, approving, watching, the receipt, undoing and cancelling."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.accounts import access
from talent_register.common.permissions import Permission, requires
from talent_register.imports import rules
from talent_register.imports.actions import runs
from talent_register.imports.choices import Mode, State
from talent_register.imports.forms import CheckForm
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters import check as shown
from talent_register.imports.presenters import letters, lists, steps
from talent_register.imports.rules import CannotChange

from .here import at_step


@requires(Permission.IMPORT_UPLOAD)
@at_step({State.READY})
def check(request, run, list_type):
    """What will happen; approve it, or ask an approver."""
    may_approve = run.organisation_id in access.organisations_where(request.user, Permission.IMPORT_APPROVE)
    form = CheckForm(request.POST if request.method == "POST" else None, run=run, declaration=list_type.declaration)
    if request.method == "POST" and "hand_over" in request.POST:
        _hand_over(request, run, list_type)
        return redirect("import-step", run.reference)
    if request.method == "POST" and may_approve and form.is_valid() and _confirmed(request, run, form):
        return redirect("import-step", run.reference)
    ready = run.ready_count + run.counts.get("leavers", 0)
    context = {
        "run": run,
        "form": form,
        "may_approve": may_approve,
        "second": shown.SECOND.get(runs.why_second_person(run)) if run.uploaded_by == request.user else "",
        "leaving": shown.leaving(run),
        "stale": shown.stale(run, list_type),
        "counts": shown.counts(run, list_type),
        "letters": shown.letters(run, list_type, timezone.now()),
        "same_as": shown.same_as(run),
        "can_be_undone": list_type.can_be_undone,
        "repairs": steps.repairs(run),
        "earlier": ImportRun.objects.visible_to(request.user).same_file_as(run).first(),
        "is_check_only": run.mode == Mode.CHECK,
        "ready": ready,
        "things": list_type.noun(ready),
    }
    return render(request, "imports/import_check.html", context)


def _hand_over(request, run, list_type):
    things = list_type.nouns[run.ready_count != 1]
    try:
        runs.hand_over(run=run, by=request.user, at=timezone.now(), things=things)
    except CannotChange as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("We have asked your approvers to look at this import"))


def _confirmed(request, run, form) -> bool:
    data = form.cleaned_data
    try:
        runs.confirm(
            run=run,
            by=request.user,
            at=timezone.now(),
            declared=data["declared"],
            zeros=data.get("zeros", ""),
            leavers=data.get("leavers", ""),
        )
    except CannotChange as reason:
        form.add_error(None, str(reason))
        return False
    return True


@requires(Permission.IMPORT_VIEW)
@at_step(rules.UNFINISHED, Permission.IMPORT_VIEW)
def progress(request, run, list_type):
    """How far the background is. Refreshes itself; goes on by itself; where it stalls, people are offered a way out."""
    context = {"run": run, "bar": steps.progress_words(run, list_type), "has_stalled": run.has_stalled(timezone.now())}
    return render(request, "imports/import_progress.html", context)


@requires(Permission.IMPORT_UPLOAD)
@require_POST
@at_step(rules.UNFINISHED | {State.FAILED})
def retry(request, run, list_type):
    """Ring again for what stands still, or begin again with the same file."""
    runs.retry(run=run, by=request.user)
    return redirect("import-step", run.reference)


@requires(Permission.IMPORT_VIEW)
@at_step(rules.CLOSED, Permission.IMPORT_VIEW)
def receipt(request, run, list_type):
    """What an import did."""
    context = {
        "run": run,
        "colour": steps.TAGS[run.state],
        "is_done": run.state in rules.DONE,
        "things": list_type.noun(run.ready_count),
        "makes_people": list_type.makes_people,
        "can_be_undone": list_type.can_be_undone,
        "can_undo": list_type.can_be_undone
        and rules.can_undo(state=run.state, imported_at=run.imported_at, today=timezone.localdate()),
        "file_kept_until": run.file_kept_until,
        "has_rows": bool(run.imported_at) and run.rows.exists(),
        "rows_kept_until": run.undo_until,
        "lists": lists.links(run),
        "said_of_letters": letters.in_words(run),
        "asked": shown.asked(list_type.asked_counts(run)),
        "left_out": sum(run.counts.get(key, 0) for key in ("problems", "questions", "left_out")),
    }
    return render(request, "imports/import_receipt.html", context)


@requires(Permission.IMPORT_UPLOAD)
@at_step(rules.DONE)
def undo(request, run, list_type):
    """Ask, then take back."""
    if not list_type.can_be_undone:
        raise CannotChange(_("This list cannot be undone. A newer one replaces what it said."))
    if request.method == "POST":
        try:
            runs.ask_undo(run=run, by=request.user, at=timezone.now())
        except CannotChange as reason:
            messages.warning(request, str(reason))
        return redirect("import-step", run.reference)
    preview = list_type.undo_preview(run)
    stay = [list_type.name_of(row.cleaned) for row in preview.pop("stay", [])]
    context = {
        "run": run,
        "lines": shown.undone(preview, list_type),
        "stay": stay,
        "kept": preview["kept"],
        "told": preview.get("told", 0),
        "letters": letters.progress(run),
    }
    return render(request, "imports/import_undo.html", context)


@requires(Permission.IMPORT_UPLOAD)
@at_step(rules.OPEN | rules.UNFINISHED | {State.REFUSED, State.FAILED})
def cancel(request, run, list_type):
    """Ask, then stop."""
    if request.method == "POST":
        now = runs.cancel(run=run, by=request.user).state
        messages.success(request, steps.STOPPED[State(run.state)])
        return redirect("import-list") if now == State.CANCELLED else redirect("import-step", run.reference)
    return render(request, "imports/import_cancel.html", {"run": run})
