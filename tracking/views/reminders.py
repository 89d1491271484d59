"""What reminders are due, what they say, and what became of those that were written."""

from django.shortcuts import render
from django.utils import timezone

from talent_register.common.permissions import Permission, requires
from tracking.presenters import reminders as words


@requires(Permission.REMINDER_VIEW)
def reminder_list(request):
    """Figures only: no name is shown, so nobody is noted as seen."""
    today = timezone.localdate()
    context = {
        "upcoming": words.upcoming(request.user, today),
        "previews": words.previews(),
        "log": words.log(request.user, today),
        "holidays_are_checked": words.bank_holidays_are_checked(),
    }
    return render(request, "tracking/reminder_list.html", context)
