"""What programme teams have said about the reader, and what the reader answers."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import discussions as actions
from tracking.forms.discussions import CommentForm
from tracking.models import TalentDiscussion
from tracking.presenters import discussions as words
from tracking.presenters import gifts, meetings, nominations, reviewers, support
from tracking.rules.discussions import CannotRecord


@requires(Permission.OWN_RECORD)
def updates(request):
    """Everything that was said, on one page."""
    clinician = access.own_record(request.user)
    context = {
        "clinician": clinician,
        "reviewers": reviewers.own(request.user),
        "discussions": words.own(request.user),
        "decided": meetings.own(request.user),
        "support": support.own(request.user),
        "nominations": nominations.own(request.user),
        "suggested": gifts.contacts(clinician),
        "days": settings.RESPONSE_DAYS,
    }
    return render(request, "tracking/own_updates.html", context)


@requires(Permission.OWN_RECORD)
def discussion(request, uuid):
    """One discussion about the reader, and a box for their answer."""
    mine = TalentDiscussion.objects.visible_to(request.user).own(request.user)
    found = get_object_or_404(words.with_all(mine), uuid=uuid)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment(discussion=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except CannotRecord as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("Your answer is saved. The team can read it"))
            return redirect("own-discussion", found.uuid)
    context = {
        "discussion": found,
        "facts": words.facts(found),
        "sides": words.sides(found),
        "answers": words.answers(list(found.comments.all()), _("You")),
        "form": form,
    }
    return render(request, "tracking/own_discussion.html", context)
