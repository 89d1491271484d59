"""Where the people of a college or training body begin."""

from django.shortcuts import render
from django.utils import timezone

from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.presenters import college


@requires(Permission.TRAINEE_VIEW)
def home(request):
    """Import, trainees, fellowships; what waits; which days end something."""
    context = {
        "home": college.home(request.user, timezone.localtime()),
        "capacity": access.capacity(request.user, Permission.TRAINEE_VIEW),
    }
    return render(request, "tracking/college_home.html", context)
