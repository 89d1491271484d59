"""Past reviews side by side, and time away that stops the clock."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import clocks as actions
from tracking.forms.clocks import ClockForm
from tracking.models import Snapshot
from tracking.presenters import snapshots as words
from tracking.rules.clocks import CannotStop


@requires(Permission.OWN_RECORD)
def compare(request):
    """Two of one's own snapshots, and what changed between them."""
    access.own_record(request.user)
    found = {str(snapshot.review.due_on.year): snapshot for snapshot in Snapshot.objects.visible_to(request.user)}
    years = sorted(found)
    after = request.GET.get("after") if request.GET.get("after") in found else (years[-1] if years else "")
    earlier = [year for year in years if year < after]
    before = request.GET.get("before") if request.GET.get("before") in earlier else (earlier[-1] if earlier else "")
    rows = words.side_by_side(found[before], found[after]) if before else []
    page = {"years": years, "before": before, "after": after, "rows": rows, "changed": words.changed(rows)}
    return render(request, "tracking/review_compare.html", page)


@requires(Permission.OWN_RECORD)
def clock(request):
    """Tell of time away: the next review moves by as much."""
    clinician = access.own_record(request.user)
    form = ClockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.stop(clinician=clinician, by=request.user, at=timezone.now(), **form.cleaned_data)
        except CannotStop as reason:
            form.refuse(reason)
        else:
            messages.success(request, _kept(made))
            return redirect("review-list")
    today = timezone.localdate()
    running = clinician.clock_stops.running_on(today).first()
    page = {"form": form, "running": running, "stops": clinician.clock_stops.all()}
    return render(request, "tracking/review_clock.html", page)


def _kept(made) -> str:
    if made.days_moved:
        return _("Your next review has moved")
    return _("We will not remind you while you are away. Your next review has not moved")


@requires(Permission.OWN_RECORD)
def back(request):
    """Back earlier than thought."""
    clinician = access.own_record(request.user)
    if request.method == "POST" and actions.come_back(clinician=clinician, by=request.user, at=timezone.now()):
        messages.success(request, _("Welcome back. We remind you of your review again"))
    return redirect("review-clock")
