"""Figures for staff: preparing them, reading drafts, publishing what a colleague prepared."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from talent_register.common.tables import csv_response, file_name
from tracking.actions import figure_runs as runs
from tracking.actions import figures as actions
from tracking.forms.reports import FreezeForm
from tracking.models import FigureRun, ReportSnapshot
from tracking.presenters import figures
from tracking.presenters import flow as moves
from tracking.presenters import reports as words
from tracking.rules import reports as rules
from tracking.rules.flow import MOVES, is_of_flow

YEARS_BACK = 2


@requires(Permission.REPORT_VIEW)
def report_list(request):
    """Every edition of every family, newest first."""
    snapshots = ReportSnapshot.objects.visible_to(request.user)
    waiting = FigureRun.objects.visible_to(request.user).select_related("asked_by")
    context = {
        "families": words.families(snapshots, waiting),
        "newest_flow": snapshots.filter(code=MOVES).order_by("-as_at").first(),
        "may_publish": can(request.user, Permission.REPORT_PUBLISH),
    }
    return render(request, "tracking/report_list.html", context)


@requires(Permission.REPORT_PUBLISH)
def freeze(request):
    """Ask for the figures of a quarter. The background makes them: its page says how far it is."""
    today = timezone.localdate()
    days = rules.quarter_ends(today - timedelta(days=366 * YEARS_BACK), today)
    form = FreezeForm(request.POST if request.method == "POST" else None, days=days)
    if request.method == "POST" and form.is_valid():
        family, as_at = form.cleaned_data["family"], figures.as_at(form.cleaned_data["as_at"])
        try:
            run = runs.ask(family=family, as_at=as_at, by=request.user, at=timezone.now())
        except rules.CannotPublish as reason:
            form.add_error("as_at", str(reason))
        else:
            if run is None:
                messages.info(request, _("These figures are prepared already, and stay as they are"))
            return redirect("report-edition", family, as_at.isoformat())
    return render(request, "tracking/report_freeze.html", {"form": form})


def _edition(request, family, as_at) -> list[ReportSnapshot]:
    found = list(ReportSnapshot.objects.visible_to(request.user).edition(family, figures.as_at(as_at)))
    if not found:
        raise Http404(_("No such figures were prepared."))
    return found


@requires(Permission.REPORT_VIEW)
def edition(request, family, as_at):
    """All tables of one edition; while they are made, how far that is, and what went wrong if something did."""
    if run := FigureRun.objects.visible_to(request.user).filter(family=family, as_at=figures.as_at(as_at)).first():
        context = {"run": run, "said": words.progress(run), "may_publish": can(request.user, Permission.REPORT_PUBLISH)}
        return render(request, "tracking/report_wait.html", context)
    found = _edition(request, family, as_at)
    context = {
        "edition": found[0],
        "tables": [figures.shown(snapshot) for snapshot in found if not is_of_flow(snapshot.code)],
        "has_flow": any(is_of_flow(snapshot.code) for snapshot in found),
        "likelihoods": words.likelihoods(found),
        "protection": figures.protection(),
        "may_publish": can(request.user, Permission.REPORT_PUBLISH) and found[0].state == "DRAFT",
        "is_own": found[0].built_by_id == request.user.pk,
    }
    return render(request, "tracking/report_edition.html", context)


@requires(Permission.REPORT_VIEW)
def flow(request, family, as_at):
    """How people of one edition move from stage to stage, and how long they wait."""
    found = _edition(request, family, as_at)
    said = moves.report(found)
    if said is None:
        raise Http404(_("These figures were made before moves were counted."))
    context = {"edition": found[0], "flow": said, "protection": figures.protection()}
    return render(request, "tracking/report_flow.html", context)


@requires(Permission.REPORT_PUBLISH)
def publish(request, family, as_at):
    """Ask, then let the figures out."""
    found = _edition(request, family, as_at)
    problem = ""
    if request.method == "POST":
        try:
            actions.publish(family=family, as_at=found[0].as_at, by=request.user, at=timezone.now())
        except rules.CannotPublish as reason:
            problem = str(reason)
        else:
            messages.success(request, _("The figures are published"))
            return redirect("report-edition", family, as_at)
    context = {"edition": found[0], "count": len(found), "problem": problem}
    return render(request, "tracking/report_publish.html", context)


@requires(Permission.REPORT_PUBLISH)
def discard(request, family, as_at):
    """Ask, then throw a draft away."""
    found = _edition(request, family, as_at)
    if found[0].state != ReportSnapshot.State.DRAFT:
        raise Http404(_("Published figures stay."))
    if request.method == "POST":
        actions.discard(family=family, as_at=found[0].as_at, by=request.user)
        messages.success(request, _("The draft is gone"))
        return redirect("report-list")
    return render(request, "tracking/report_discard.html", {"edition": found[0]})


@requires(Permission.REPORT_VIEW)
def report_csv(request, code, as_at):
    """One table of staff figures as a file."""
    snapshots = ReportSnapshot.objects.visible_to(request.user).filter(code=code, as_at=figures.as_at(as_at))
    snapshot = snapshots.first()
    if snapshot is None:
        raise Http404(_("No such figures were prepared."))
    header, rows = figures.file_rows(snapshot)
    return csv_response(file_name(snapshot.code, snapshot.as_at, "csv"), header, rows)


@requires(Permission.REPORT_VIEW)
def board(request):
    """The quarterly report for a board, from what is published: made to be printed."""
    context = words.board(request.user)
    return render(request, "tracking/report_board.html", {**context, "protection": figures.protection()})
