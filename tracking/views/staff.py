"""Where programme staff begin: work, not charts."""

from django.shortcuts import render
from django.utils import timezone

from talent_register.common.permissions import Permission, requires
from tracking import access, kept
from tracking.presenters import staff

MOST_VIEWS = 6


@requires(Permission.STAFF_HOME)
def home(request):
    """What needs attention first; figures about people, never their names, so nobody is noted as seen."""
    today = timezone.localdate()
    context = {
        "home": staff.home(request.user, today),
        "views": kept.views(request.user, today, MOST_VIEWS),
        "capacity": access.capacity(request.user, Permission.STAFF_HOME),
    }
    return render(request, "tracking/staff_home.html", context)
