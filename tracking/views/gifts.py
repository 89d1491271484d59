"""Templates of steps for the people of a cohort: what was given, and giving one. A check page stands before it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from pathways.models import PlanTemplate
from pathways.rules.plan_templates import CannotTemplate
from profiles.models import Clinician
from talent_register.common.permissions import Permission, requires
from tracking import access, registry
from tracking.actions import gifts as actions
from tracking.forms import ReasonForm
from tracking.models import Cohort
from tracking.presenters import gifts as words
from tracking.rules.cohorts import CannotChangeCohort


@requires(Permission.COHORT_EDIT)
def gift_list(request, slug):
    """What was given to a cohort, and what can be."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).select_related("owner"), slug=slug)
    given = words.given(cohort, request.user)
    context = {
        "cohort": cohort,
        "given": given,
        "templates": PlanTemplate.objects.visible_to(request.user).published().select_related("owner"),
        "parts": registry.cohort_parts(cohort, request.user),
    }
    return render(request, "tracking/gift_list.html", context)


@requires(Permission.COHORT_EDIT)
def give(request, slug, uuid):
    """Who gets it, who does not and why; then give it to them all, with the reason."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).open().select_related("owner"), slug=slug)
    template = get_object_or_404(PlanTemplate.objects.visible_to(request.user).published(), uuid=uuid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _gave(request, cohort, template, form):
        return redirect("cohort-gifts", slug)
    check = words.check(cohort, template, request.user, timezone.localdate())
    seen = Clinician.objects.visible_to(request.user, Permission.COHORT_EDIT)
    people = seen.filter(reference__in=[one.reference for one in check.people])
    access.note_view(request, people, page="suggesting steps", permission=Permission.COHORT_EDIT)
    context = {"cohort": cohort, "template": template, "form": form, "check": check, "steps": template.steps.all()}
    return render(request, "tracking/gift_give.html", context)


def _gave(request, cohort, template, form) -> bool:
    """Give it and say to how many; or say in the form why not."""
    try:
        n = actions.give(
            cohort=cohort, template=template, reason=form.cleaned_data["why"], by=request.user, at=timezone.now()
        )
    except (CannotTemplate, CannotChangeCohort) as reason:
        form.add_error(None, str(reason))
        return False
    given = ngettext("%(n)d person got it", "%(n)d people got it", n) % {"n": n}
    messages.success(request, given)
    return True
