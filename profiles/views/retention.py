"""What was kept long enough and went, and what waits for a second person. The pages name nobody it was about."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from profiles import rules
from profiles.actions import retention as actions
from profiles.models import RetentionReport
from profiles.presenters import privacy as words
from talent_register.accounts import access
from talent_register.common.permissions import Permission, requires

MOST = 100


@requires(Permission.RETENTION_VIEW)
def retention(request):
    """The latest reports, what is held, and the rules."""
    reports = RetentionReport.objects.visible_to(request.user).select_related("rule", "approved_by")
    page = {
        "held": reports.latest_held(),
        "reports": reports[:MOST],
        "can_approve": access.can(request.user, Permission.RETENTION_APPROVE),
        "rules": words.kept(),
    }
    return render(request, "profiles/retention.html", page)


@requires(Permission.RETENTION_APPROVE)
@require_POST
def approve(request, pk):
    """Let go what a night may not."""
    report = get_object_or_404(RetentionReport.objects.visible_to(request.user), pk=pk)
    try:
        erased = actions.approve(report=report, by=request.user, at=timezone.now())
    except rules.CannotApprove as problem:
        messages.info(request, str(problem))
    else:
        messages.success(request, ngettext("%(n)d row was deleted", "%(n)d rows were deleted", erased) % {"n": erased})
    return redirect("retention")
