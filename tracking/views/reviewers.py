"""Who is to hold the next talent discussion with the people chosen on the people list: asked, checked, then kept."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access, reviewing, selection
from tracking.actions import reviewers as actions
from tracking.choices import Purpose
from tracking.forms.reviewers import ReviewerForm
from tracking.presenters import reviewers as words
from tracking.rules.reviewers import CannotAssign


@requires(Permission.DISCUSSION_EDIT)
def assign(request):
    """Choose a colleague; then see who they get and who not, and why; then keep it."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = selection.read(request.user, sent, timezone.localdate())
    if not chosen.pairs:
        messages.warning(request, _("Select at least 1 person, then choose their reviewer"))
        return redirect(selection.came_from(request.GET))
    chosen = selection.within(request.user, chosen, Permission.DISCUSSION_EDIT)
    teams = access.organisations_of(request.user, Permission.DISCUSSION_EDIT)
    form = ReviewerForm(
        request.POST if request.method == "POST" else None,
        teams=[(team, list(reviewing.members(team))) for team in teams],
    )
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        return _checked(request, form, chosen)
    back = selection.came_from(request.GET)
    context = {"form": form, "chosen": chosen, "count": chosen.people.count(), "back": back}
    return render(request, "tracking/people_reviewer.html", context)


def _checked(request, form, chosen):
    """Keep it, if the list is as it was; or else the page that says what will be."""
    team, to = form.chosen()
    check = words.check(chosen.people, chosen.missing, team, to, timezone.localdate())
    if "expected" in request.POST:
        try:
            return _keep(request, chosen, check, team, to)
        except CannotAssign as reason:
            form.add_error(None, str(reason))
    _note(request, check)
    context = {"form": form, "chosen": chosen, "check": check, "team": team, "to": to}
    return render(request, "tracking/people_reviewer_check.html", context)


def _keep(request, chosen, check, team, to):
    if not check.to_assign and check.already_count:
        return redirect("people")  # pressed twice: it is kept
    if request.POST["expected"] != str(check.to_assign):
        raise CannotAssign(_("The list has changed since you checked it. Check it again"))
    who = {"people": chosen.people, "team": team, "by": request.user, "at": timezone.now()}
    if to is None:
        messages.success(request, words.told_back(actions.take_back(**who)))
    else:
        messages.success(request, words.told(to, actions.assign(to=to, **who)))
    whose = "me" if to == request.user else to.uuid if to else ""
    return redirect(f"{reverse('people')}?reviewer={whose}" if whose else "people")


def _note(request, check) -> None:
    """Who is named is noted as seen."""
    references = [one.reference for one in (*check.people, *check.already, *check.beyond)]
    seen = Clinician.objects.visible_to(request.user, Permission.DISCUSSION_EDIT).filter(reference__in=references)
    purpose = access.purpose_of(request) or Purpose.REVIEW
    access.note_view(request, seen, page="choosing a reviewer", permission=Permission.DISCUSSION_EDIT, purpose=purpose)
