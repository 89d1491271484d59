"""Talent discussions: what a team said of somebody, and the day on which the person reads it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from tracking import access
from tracking.actions import discussions as actions
from tracking.forms.discussions import DiscussionForm
from tracking.models import TalentDiscussion
from tracking.presenters import discussions as words
from tracking.presenters import grids
from tracking.presenters import person as record
from tracking.presenters.people import with_work
from tracking.rules.discussions import CannotRecord


@requires(Permission.DISCUSSION_VIEW)
def discussion_list(request, reference):
    """Everything the team has said of one person, with what changed from one to the next."""
    clinician = _person(request, reference, Permission.DISCUSSION_VIEW)
    access.note_view(request, [clinician], page="talent discussions", permission=Permission.DISCUSSION_VIEW)
    today = timezone.localdate()
    context = {
        "record": record.overview(clinician, request.user, today),
        "purpose": access.purpose_of(request),
        "standing": words.stands(words.newest(clinician, request.user), today),
        "lines": words.changes(list(words.of_person(clinician, request.user))),
        "may_edit": can(request.user, Permission.DISCUSSION_EDIT),
    }
    return render(request, "tracking/discussion_list.html", context)


@requires(Permission.DISCUSSION_VIEW)
def due(request):
    """Who is to be talked about again."""
    waiting = words.due(request.user, timezone.localdate())
    people = [one.clinician for one in waiting]
    access.note_view(request, people, page="talent discussions due", permission=Permission.DISCUSSION_VIEW)
    return render(request, "tracking/discussion_due.html", {"waiting": waiting})


@requires(Permission.DISCUSSION_EDIT)
def create(request, reference):
    """Record a discussion. What was said before stays as it is."""
    clinician = _person(request, reference, Permission.DISCUSSION_EDIT)
    access.note_view(request, [clinician], page="talent discussions", permission=Permission.DISCUSSION_EDIT)
    today, grid = timezone.localdate(), grids.chosen(request.GET.get("grid", ""))
    sent = request.POST if request.method == "POST" else None
    form = DiscussionForm(sent, grid=grid, today=today, initial={"place": request.GET.get("place", "")})
    if request.method == "POST" and form.is_valid():
        owner = access.acting_organisation(request.user, Permission.DISCUSSION_EDIT, clinician)
        try:
            made = actions.record(
                clinician=clinician, grid=grid, owner=owner, draft=form.draft(), by=request.user, at=timezone.now()
            )
        except CannotRecord as reason:
            form.add_error(reason.field, str(reason))
        else:
            messages.success(request, _("The discussion with %(name)s is saved") % {"name": clinician.full_name})
            return redirect("discussion", made.uuid)
    context = {"form": form, "person": clinician, "grid": grid, "grids": grids.offered()}
    return render(request, "tracking/discussion_create.html", context)


@requires(Permission.DISCUSSION_VIEW)
def discussion(request, uuid):
    """One discussion: both views, what was agreed, the evidence, and what the person answered."""
    found = _discussion(request, uuid)
    access.note_view(request, [found.clinician], page="talent discussions", permission=Permission.DISCUSSION_VIEW)
    context = {
        "discussion": found,
        "person": found.clinician,
        "facts": words.facts(found),
        "sides": words.sides(found),
        "answers": words.answers(list(found.comments.all()), found.clinician.full_name),
        "may_show": found.shown_at is None and can(request.user, Permission.DISCUSSION_EDIT),
    }
    return render(request, "tracking/discussion.html", context)


@requires(Permission.DISCUSSION_EDIT)
def show(request, uuid):
    """Ask, then show the person what was said."""
    found = _discussion(request, uuid)
    access.note_view(request, [found.clinician], page="talent discussions", permission=Permission.DISCUSSION_EDIT)
    if request.method == "POST":
        try:
            actions.show(discussion=found, by=request.user, at=timezone.now())
            messages.success(request, _("%(name)s can read this now") % {"name": found.clinician.full_name})
        except CannotRecord as reason:
            messages.warning(request, str(reason))
        return redirect("discussion", found.uuid)
    return render(request, "tracking/discussion_show.html", {"discussion": found, "person": found.clinician})


def _person(request, reference, permission) -> Clinician:
    """Somebody else: nobody keeps a record of discussions about themselves."""
    people = Clinician.objects.visible_to(request.user, permission).exclude(user=request.user)
    return get_object_or_404(with_work(people), reference=reference)


def _discussion(request, uuid) -> TalentDiscussion:
    seen = TalentDiscussion.objects.visible_to(request.user).of_others(request.user)
    return get_object_or_404(words.with_all(seen), uuid=uuid)
