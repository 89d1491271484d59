"""What waits for a member of staff, and how often a letter says so."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from tracking import registry
from tracking.actions import digests as actions
from tracking.forms.digests import DO_NOT_SEND, NEVER, SEND, DigestForm
from tracking.presenters.digests import renderings


@requires(Permission.DIGEST_CHOOSE)
def digest(request):
    """Counts and links only: nobody is named, so nobody is noted as seen."""
    form = DigestForm(
        request.POST if request.method == "POST" else None,
        initial={
            "rhythm": actions.rhythm_of(request.user) or NEVER,
            "meetings": SEND if actions.takes_letters_of_meetings(request.user) else DO_NOT_SEND,
        },
        has_meetings=can(request.user, Permission.DISCUSSION_VIEW),
    )
    if request.method == "POST" and form.is_valid():
        actions.choose(user=request.user, rhythm=form.wanted(), at=timezone.now())
        if form.wants_letters_of_meetings is not None:
            actions.choose_letters_of_meetings(
                user=request.user, wants=form.wants_letters_of_meetings, at=timezone.now()
            )
        messages.success(request, _("Your choice is saved"))
        return redirect("staff-digest")
    lines = registry.waiting(request.user, timezone.localdate())
    return render(request, "tracking/digest.html", {"form": form, "lines": lines, "renderings": renderings()})


@require_POST
@requires(Permission.DIGEST_CHOOSE)
def try_out(request):
    """The digest as it would read now, to whoever asks and nobody else."""
    actions.try_out(user=request.user, at=timezone.now())
    messages.success(request, _("The test is on its way to %(address)s") % {"address": request.user.email})
    return redirect("staff-digest")
