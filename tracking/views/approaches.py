"""What a clinician was asked through the relay, and their answer. And which leadership posts are recorded of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.common.permissions import Permission, requires
from tracking.access import own_record
from tracking.actions import slates as actions
from tracking.forms.slates import AnswerForm
from tracking.models import ContactRequest
from tracking.presenters import approaches as shown
from tracking.rules.slates import CannotChangeSlate


@requires(Permission.OWN_RECORD)
def approach_list(request):
    """Every question about a post, newest first, and the posts recorded of this person."""
    record = own_record(request.user)
    asked = ContactRequest.objects.visible_to(request.user).own(request.user)
    context = {"approaches": shown.rows(asked), "posts": shown.posts(record)}
    return render(request, "tracking/approach_list.html", context)


@requires(Permission.OWN_RECORD)
def approach(request, uuid):
    """One question: what the post is, why you, and your answer."""
    own = ContactRequest.objects.visible_to(request.user).own(request.user)
    if standing := own.in_place_of(uuid, request.user):
        return redirect("approach", standing.uuid)
    asked = get_object_or_404(own.select_related("entry__slate__owner", "entry__slate__role", "sent_by"), uuid=uuid)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer(
                request=asked,
                state=data["answer"],
                reason=data["reason"],
                until=data["until"],
                by=request.user,
                at=timezone.now(),
            )
        except CannotChangeSlate as reason:
            form.add_error("until" if data["answer"] == "PAUSED" else None, str(reason))
        else:
            messages.success(request, _("Your answer is saved"))
            return redirect("approach-list")
    context = {"asked": asked, "form": form, "why": shown.why(asked), "facts": shown.facts(asked)}
    return render(request, "tracking/approach.html", context)
