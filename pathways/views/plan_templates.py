"""Templates of steps: built by staff, published in versions; and a person's answers to what was suggested."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pathways import access
from pathways.actions import plan_templates as actions
from pathways.forms.plan_templates import PlanTemplateForm, TemplateStepForm
from pathways.models import PlanTemplate, Requirement
from pathways.rules.plan_templates import CannotTemplate
from talent_register.common.permissions import Permission, requires

from .own import own


@requires(Permission.COHORT_EDIT)
def template_list(request):
    """Every version of every template that the user may see."""
    rows = PlanTemplate.objects.visible_to(request.user).select_related("owner")
    return render(request, "pathways/plan_template_list.html", {"rows": rows[:200]})


@requires(Permission.COHORT_EDIT)
def create(request):
    form = PlanTemplateForm(
        request.POST if request.method == "POST" else None, teams=access.teams_of(request.user, Permission.COHORT_EDIT)
    )
    if request.method == "POST" and form.is_valid():
        made = actions.create(by=request.user, at=now(), **form.values())
        return redirect("plan-template", made.uuid)
    return render(request, "pathways/plan_template_create.html", {"form": form})


def _template(request, uuid):
    known = PlanTemplate.objects.visible_to(request.user).select_related("owner")
    return get_object_or_404(known, uuid=uuid)


@requires(Permission.COHORT_EDIT)
def template(request, uuid):
    """One version with its steps; a draft takes more."""
    found = _template(request, uuid)
    needs = Requirement.objects.visible_to(request.user).to_choose().select_related("role")
    needs = needs.order_by("role__title", "position")
    form = TemplateStepForm(request.POST if request.method == "POST" else None, needs=needs)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_step(template=found, by=request.user, **form.cleaned_data)
        except CannotTemplate as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("plan-template", found.uuid)
    steps = list(found.steps.select_related("requirement__role"))
    context = {"template": found, "steps": steps, "form": form, "is_draft": found.state == PlanTemplate.State.DRAFT}
    return render(request, "pathways/plan_template.html", context)


@require_POST
@requires(Permission.COHORT_EDIT)
def step_remove(request, uuid, pk):
    found = _template(request, uuid)
    step = get_object_or_404(found.steps.select_related("template"), pk=pk)
    return _done(request, found, lambda: actions.remove_step(step=step, by=request.user))


@require_POST
@requires(Permission.COHORT_EDIT)
def publish(request, uuid):
    found = _template(request, uuid)
    return _done(request, found, lambda: actions.publish(template=found, by=request.user, at=now()))


@require_POST
@requires(Permission.COHORT_EDIT)
def withdraw(request, uuid):
    found = _template(request, uuid)
    return _done(request, found, lambda: actions.withdraw(template=found, by=request.user, at=now()))


@require_POST
@requires(Permission.COHORT_EDIT)
def renew(request, uuid):
    """To the draft of the next version."""
    made = actions.renew(template=_template(request, uuid), by=request.user, at=now())
    return redirect("plan-template", made.uuid)


def _done(request, found, act):
    """Do it and come back; or say why it cannot be done."""
    try:
        act()
    except CannotTemplate as reason:
        messages.warning(request, str(reason))
    return redirect("plan-template", found.uuid)


@own
def answer(request, clinician):
    """Add suggested steps to one's plan, or say that they are not for oneself."""
    keys = [int(key) for key in request.POST.getlist("step") if key.isdecimal()]
    adds = request.POST.get("answer") == "add"
    if request.method == "POST" and keys:
        n = actions.answer(clinician=clinician, keys=keys, adds=adds, by=request.user, at=now())
        added = ngettext("%(n)d step added to your plan", "%(n)d steps added to your plan", n) % {"n": n}
        messages.success(request, added if adds else _("We suggest this to you no more"))
    return redirect("plan")
