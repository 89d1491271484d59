"""Putting people into a cohort and taking them out. A check page stands before every addition."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access, selection
from tracking.actions import cohorts as actions
from tracking.forms import ChooseCohortForm, ReasonForm
from tracking.models import Cohort, CohortMember
from tracking.presenters import cohorts as words
from tracking.rules.cohorts import CannotChangeCohort


@requires(Permission.COHORT_EDIT)
def choose(request):
    """Which cohort the chosen people should enter."""
    chosen = selection.read(request.user, request.GET, timezone.localdate())
    if not chosen.pairs:
        messages.warning(request, _("Select at least 1 person, then add them to a cohort"))
        return redirect(selection.came_from(request.GET))
    form = ChooseCohortForm(request.GET if "into" in request.GET else None, user=request.user)
    if form.is_bound and form.is_valid():
        return redirect(f"{reverse('cohort-member-add', args=[form.cleaned_data['into']])}?{chosen.query}")
    back = selection.came_from(request.GET)
    context = {"form": form, "chosen": chosen, "count": chosen.people.count(), "back": back}
    return render(request, "tracking/cohort_add.html", context)


@requires(Permission.COHORT_EDIT)
def add(request, slug):
    """Who will be added, who cannot and why; then add them all at once."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).select_related("owner"), slug=slug)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = selection.read(request.user, sent, timezone.localdate())
    form = ReasonForm(request.POST if request.method == "POST" else None, is_required=False)
    if request.method == "POST" and form.is_valid():
        if cannot := _add(request, cohort, chosen, form):
            form.add_error(None, cannot)
        else:
            return redirect("cohort", cohort.slug)
    check = words.check(cohort, chosen.people, chosen.missing, timezone.localdate())
    _note(request, check)
    context = {"cohort": cohort, "form": form, "chosen": chosen, "check": check, "expected": check.to_add}
    return render(request, "tracking/cohort_member_add.html", context)


def _add(request, cohort, chosen, form) -> str:
    """Add them and say what happened; or say why not, when the list has changed since it was checked."""
    expected = request.POST.get("expected", "")
    if expected != str(words.check(cohort, chosen.people, chosen.missing, timezone.localdate()).to_add):
        return _("The list has changed since you checked it. Check it again")
    try:
        done = actions.add_people(
            cohort=cohort, people=chosen.people, by=request.user, at=timezone.now(), why=form.cleaned_data["why"]
        )
    except CannotChangeCohort as reason:
        return str(reason)
    for told in words.told(cohort, done, chosen.missing):
        messages.success(request, told)
    return ""


def _note(request, check) -> None:
    references = [row.reference for row in (*check.people, *check.already)]
    seen = Clinician.objects.visible_to(request.user, Permission.PEOPLE_SEARCH).filter(reference__in=references)
    access.note_view(request, seen, page="adding to a cohort", permission=Permission.COHORT_EDIT)


@requires(Permission.COHORT_EDIT)
def remove(request, slug, reference):
    """Take one person out, with the reason."""
    places = CohortMember.objects.visible_to(request.user).now().select_related("cohort", "clinician")
    place = get_object_or_404(places, cohort__slug=slug, clinician__reference=reference)
    access.note_view(request, [place.clinician], page="cohort", permission=Permission.COHORT_EDIT)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_person(place=place, why=form.cleaned_data["why"], by=request.user, at=timezone.now())
        except CannotChangeCohort as reason:
            form.add_error(None, str(reason))
        else:
            words = {"name": place.clinician.full_name, "cohort": place.cohort.name}
            messages.success(request, _("%(name)s is no longer in %(cohort)s") % words)
            return redirect("cohort", slug)
    return render(request, "tracking/cohort_member_remove.html", {"place": place, "form": form})
