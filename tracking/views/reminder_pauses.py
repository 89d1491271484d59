"""Let all reminders rest for a while, and end that sooner."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.common.permissions import Permission, requires
from tracking.actions import reminder_pauses as actions
from tracking.forms.reminders import PauseForm
from tracking.presenters import reminder_pauses as words
from tracking.rules.pauses import CannotPause


@requires(Permission.REMINDER_EDIT)
def pause(request):
    """From when until when, and why. A second page says what waits and what would come too late."""
    form = PauseForm(request.POST if request.method == "POST" else None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            if "sure" in request.POST:
                made = actions.pause(by=request.user, at=timezone.now(), **form.cleaned_data)
                messages.success(request, words.paused(made))
                return redirect("reminder-list")
            context["effect"] = words.effect(timezone.localdate(), **form.cleaned_data)
        except CannotPause as reason:
            form.add_error(None, str(reason))
        else:
            return render(request, "tracking/reminder_pause_sure.html", context)
    return render(request, "tracking/reminder_pause.html", context)


@require_POST
@requires(Permission.REMINDER_EDIT)
def resume(request):
    """Reminders go again from the next working hour on."""
    if actions.resume(by=request.user, at=timezone.now()):
        messages.success(request, _("The pause has ended. Reminders go again"))
    return redirect("reminder-list")
