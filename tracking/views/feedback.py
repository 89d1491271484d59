"""Feedback that a person released, as programme teams read it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.presenters import person as record
from tracking.presenters.feedback import released, sheet_of
from tracking.presenters.people import with_work


@requires(Permission.PERSON_VIEW)
def feedback(request, reference):
    """The newest round that the person lets teams read. Without one there is no such page."""
    people = Clinician.objects.visible_to(request.user, Permission.PERSON_VIEW).exclude(user=request.user)
    clinician = get_object_or_404(with_work(people), reference=reference)
    found = released(clinician, request.user)
    if found is None:
        raise Http404
    access.note_view(request, [clinician], page="feedback", permission=Permission.PERSON_VIEW)
    context = {
        "record": record.overview(clinician, request.user, timezone.localdate()),
        "purpose": access.purpose_of(request),
        "round": found,
        "sheet": sheet_of(found),
    }
    return render(request, "tracking/person_feedback.html", context)
