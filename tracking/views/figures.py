"""Figures of a cohort: a page to read or print, and each table as a file."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from talent_register.common import tables
from talent_register.common.permissions import Permission, requires
from tracking import registry
from tracking.models import Cohort, ReportSnapshot
from tracking.presenters import cohort_figures as words
from tracking.presenters import cohort_week as week


@requires(Permission.COHORT_VIEW)
def figures(request, slug):
    """What to do first, then suppressed figures: no name is shown, so nobody is noted as seen."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).select_related("owner"), slug=slug)
    today = timezone.localdate()
    reports = ReportSnapshot.objects.visible_to(request.user).filter(family=ReportSnapshot.Family.PROGRESS)
    context = {
        "cohort": cohort,
        "counts": week.counts(cohort, request.user, today),
        "fairness": reports.order_by("-as_at").first(),
        "figures": words.figures(cohort, request.user, today),
        "parts": registry.cohort_parts(cohort, request.user),
    }
    return render(request, "tracking/cohort_figures.html", context)


@requires(Permission.COHORT_VIEW)
def file(request, slug, table):
    """One table as CSV."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), slug=slug)
    shown = words.figures(cohort, request.user, timezone.localdate())
    found = {one.key: one for one in shown.tables}.get(table)
    if found is None:
        raise Http404(table)
    name = tables.file_name(f"{cohort.slug} {table}", shown.day, "csv")
    return tables.csv_response(name, [str(head) for head in found.heads], found.rows())
