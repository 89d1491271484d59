"""Support for one person on one page, and who still waits for a first answer."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access, texts
from tracking.actions import support as actions
from tracking.choices import Purpose
from tracking.forms.support import SupportForm, WaitingForm
from tracking.presenters import person as record
from tracking.presenters import support as words
from tracking.presenters.people import with_work
from tracking.rules.support import CannotSupport, may_be_written_to

PAGE = 50


@requires(Permission.DISCUSSION_EDIT)
def support(request, reference):
    """Log support or write a message, beside everything that was offered so far."""
    people = Clinician.objects.visible_to(request.user, Permission.DISCUSSION_EDIT).exclude(user=request.user)
    clinician = get_object_or_404(with_work(people), reference=reference)
    _note(request, [clinician], "support")
    today, owner = timezone.localdate(), access.acting_organisation(request.user, Permission.DISCUSSION_EDIT, clinician)
    started = texts.filled(request.GET.get("text", ""), name=clinician.full_name, team=owner)
    sent = request.POST if request.method == "POST" else None
    form = SupportForm(sent, today=today, initial={"kind": "MESSAGE", "words": started} if started else {})
    if request.method == "POST" and form.is_valid():
        try:
            actions.log(clinician=clinician, offer=form.offer(), owner=owner, by=request.user, at=timezone.now())
        except CannotSupport as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("Saved. %(name)s can read it now") % {"name": clinician.full_name})
            return redirect("person-support", reference)
    context = {
        "record": record.overview(clinician, request.user, today),
        "purpose": access.purpose_of(request),
        "form": form,
        "texts": [(code, text.name) for code, text in texts.TEXTS.items()],
        "events": words.timeline(words.of_person(clinician, request.user)),
        "takes_messages": may_be_written_to(clinician.stopped, clinician.email),
    }
    return render(request, "tracking/person_support.html", context)


@requires(Permission.DISCUSSION_EDIT)
def waiting(request):
    """Who raised a hand and heard nothing, the longest waiting first."""
    today = timezone.localdate()
    people = words.waiting(request.user, today)
    form = WaitingForm(request.GET, regions=words.regions_of(request.user))
    region = form.cleaned_data["region"] if form.is_valid() else ""
    chosen = words.of_region(people, region)
    page = Paginator(chosen.order_by("first_interest_on", "pk"), PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    _note(request, shown, "people who wait")
    context = {
        "form": form,
        "page": page,
        "days": settings.RESPONSE_DAYS,
        "table": words.listed(shown, today) if shown else None,
        "regions": words.by_region(people, request.user),
    }
    return render(request, "tracking/people_waiting.html", context)


def _note(request, people, page) -> None:
    purpose = access.purpose_of(request) or Purpose.SUPPORT
    access.note_view(request, people, page=page, permission=Permission.DISCUSSION_EDIT, purpose=purpose)
