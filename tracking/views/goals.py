"""What somebody would need for a goal of theirs, as programme teams read it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.presenters import person as record
from tracking.presenters.goals import needs
from tracking.presenters.people import with_work


@requires(Permission.PERSON_VIEW)
def goal(request, reference, slug):
    """An open goal of somebody who lets the reader see their profile. Nothing here changes anything."""
    people = Clinician.objects.visible_to(request.user, Permission.PERSON_VIEW).exclude(user=request.user)
    clinician = get_object_or_404(with_work(people), reference=reference)
    chosen = get_object_or_404(clinician.goals.open().select_related("role"), role__slug=slug)
    access.note_view(request, [clinician], page="goal", permission=Permission.PERSON_VIEW)
    today = timezone.localdate()
    context = {
        "record": record.overview(clinician, request.user, today),
        "purpose": access.purpose_of(request),
        "goal": chosen,
        "page": needs(chosen, today),
    }
    return render(request, "tracking/person_goal.html", context)
