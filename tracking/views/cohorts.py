"""Cohorts: the list, a new one, one of them, and closing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.accounts.access import can
from talent_register.common.permissions import Permission, requires
from tracking import access, registry, selection
from tracking.actions import cohorts as actions
from tracking.forms import CohortForm
from tracking.models import Cohort
from tracking.presenters import cohorts as shown
from tracking.rules.cohorts import CannotChangeCohort

PAGE = 50


@requires(Permission.COHORT_VIEW)
def cohort_list(request):
    """Every cohort the user may see, open ones first."""
    cohorts = Cohort.objects.visible_to(request.user).with_size().select_related("owner").order_by("-closed_at", "name")
    page = Paginator(cohorts, PAGE).get_page(request.GET.get("page"))
    return render(request, "tracking/cohort_list.html", {"page": page})


@requires(Permission.COHORT_EDIT)
def create(request):
    """A new cohort; people chosen before are carried along."""
    chosen = selection.read(request.user, request.GET, timezone.localdate())
    organisations = access.organisations_of(request.user, Permission.COHORT_EDIT)
    form = CohortForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            cohort = actions.create(
                name=data["name"],
                purpose=data["purpose"],
                owner=form.chosen_owner(),
                by=request.user,
                at=timezone.now(),
            )
        except CannotChangeCohort as reason:
            form.add_error("name", str(reason))
        else:
            if chosen.pairs:
                return redirect(f"{reverse('cohort-member-add', args=[cohort.slug])}?{chosen.query}")
            messages.success(request, _("%(name)s is ready. Now add people") % {"name": cohort.name})
            return redirect("cohort", cohort.slug)
    return render(request, "tracking/cohort_create.html", {"form": form, "chosen": chosen})


@requires(Permission.COHORT_VIEW)
def cohort(request, slug):
    """One cohort: what it is for and who is in it. People who withdrew are counted, never named."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).with_size().select_related("owner"), slug=slug)
    page = Paginator(shown.places(cohort, request.user), PAGE).get_page(request.GET.get("page"))
    people = [place.clinician for place in page.object_list]
    access.note_view(request, people, page="cohort", permission=Permission.COHORT_VIEW)
    today = timezone.localdate()
    context = {
        "cohort": cohort,
        "page": page,
        "rows": [shown.member(place, today) for place in page.object_list],
        "may_change": can(request.user, Permission.COHORT_EDIT) and cohort.closed_at is None,
        "parts": registry.cohort_parts(cohort, request.user),
        "hidden": cohort.size - page.paginator.count,
    }
    return render(request, "tracking/cohort.html", context)


@requires(Permission.COHORT_EDIT)
def close(request, slug):
    """Ask, then close."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).open(), slug=slug)
    if request.method == "POST":
        actions.close(cohort=cohort, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s is closed") % {"name": cohort.name})
        return redirect("cohort", cohort.slug)
    return render(request, "tracking/cohort_close.html", {"cohort": cohort})
