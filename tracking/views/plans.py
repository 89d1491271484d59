"""The plan that a person sent to the one who looks."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from pathways.actions import plans as actions
from pathways.presenters.plans import plan_page
from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.presenters import person as record
from tracking.presenters.people import with_work
from tracking.presenters.plans import shared


@requires(Permission.PERSON_VIEW)
def plan(request, reference):
    """What the link in the letter shows, on the record; opening it counts as opening the link."""
    people = Clinician.objects.visible_to(request.user, Permission.PERSON_VIEW).exclude(user=request.user)
    clinician, today = get_object_or_404(with_work(people), reference=reference), timezone.localdate()
    share = shared(clinician, request.user, today)
    if share is None:
        raise Http404
    access.note_view(request, [clinician], page="plan", permission=Permission.PERSON_VIEW)
    actions.opened(share=share, at=timezone.now())
    context = {
        "record": record.overview(clinician, request.user, today),
        "purpose": access.purpose_of(request),
        "share": share,
        "page": plan_page(clinician, today),
    }
    return render(request, "tracking/person_plan.html", context)
