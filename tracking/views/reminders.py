"""What reminders are due, what they say, and what became of those that were written."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent_register.common.permissions import Permission, requires
from tracking.actions import reminders as actions
from tracking.actions import trials
from tracking.forms.reminders import ReminderForm
from tracking.presenters import reminder_pauses as pauses
from tracking.presenters import reminders as words
from tracking.rules.reminders import RULES, CannotChoose


@requires(Permission.REMINDER_VIEW)
def reminder_list(request):
    """Figures only: no name is shown, so nobody is noted as seen."""
    today = timezone.localdate()
    context = {
        "rules": words.rules(request.user),
        "pause": pauses.shown(today),
        "upcoming": words.upcoming(request.user, today),
        "previews": words.previews(),
        "log": words.log(request.user, today),
        "holidays": words.bank_holidays(today),
    }
    return render(request, "tracking/reminder_list.html", context)


@requires(Permission.REMINDER_VIEW)
@require_POST
def try_out(request, kind):
    """One reminder as it reads, to whoever asks and nobody else."""
    if kind not in RULES:
        raise Http404
    trials.send_to_self(rule=RULES[kind], by=request.user, at=timezone.now())
    messages.success(request, _("The test is on its way to %(address)s") % {"address": request.user.email})
    return redirect("reminder-list")


@requires(Permission.REMINDER_EDIT)
def change(request, kind):
    """Switch a reminder off or on or move its day. A second page says what that does before it counts."""
    if kind not in RULES:
        raise Http404
    shown = words.rule(kind)
    form = ReminderForm(request.POST if request.method == "POST" else None, kind=kind, initial=shown.initial)
    context = {"rule": shown, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            if "sure" in request.POST:
                actions.choose(kind=kind, by=request.user, at=timezone.now(), **form.choice())
                messages.success(request, _("The reminder is changed: %(words)s") % {"words": words.rule(kind).said})
                return redirect("reminder-list")
            context["effect"] = words.effect(kind, form.choice(), timezone.localdate())
        except CannotChoose as reason:
            form.add_error(None, str(reason))
        else:
            return render(request, "tracking/reminder_sure.html", context)
    return render(request, "tracking/reminder_change.html", context)
