"""A person's plan: its actions, its copies on paper and in calendars, and who may read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from pathways import access
from pathways.actions import plans
from pathways.forms.plans import MoveForm, PlanActionForm, ShareForm
from pathways.models import PlanAction, PlanShare
from pathways.presenters.calendar import calendar_of
from pathways.presenters.feedback import released
from pathways.presenters.plans import appraisal_text, plan_page, sheets, suggested
from pathways.rules.plans import CannotChange
from talent_register.common.permissions import public

from .own import own, own_thing


def _sent(request):
    return request.POST if request.method == "POST" else None


def _goals(clinician):
    return clinician.goals.open().select_related("role")


@own
def plan(request, clinician):
    """Open actions by date or by goal, then what was done."""
    view = "goal" if request.GET.get("view") == "goal" else "date"
    context = {"page": plan_page(clinician, localdate()), "view": view, "suggested": suggested(clinician)}
    return render(request, "pathways/plan.html", context)


@own
def add(request, clinician):
    form = PlanActionForm(_sent(request), goals=_goals(clinician))
    if request.method == "POST" and form.is_valid():
        plans.add(clinician=clinician, by=request.user, at=now(), **form.values())
        messages.success(request, _("Added to your plan"))
        return redirect("plan")
    return render(request, "pathways/plan_action.html", {"form": form, "action": None})


@own_thing
def change(request, clinician, uuid):
    action = get_object_or_404(PlanAction.objects.visible_to(request.user), uuid=uuid)
    kept = {name: getattr(action, name) for name in PlanActionForm.base_fields}
    form = PlanActionForm(_sent(request), goals=_goals(clinician), initial={**kept, "goal": action.goal_id})
    if request.method == "POST" and form.is_valid():
        plans.change(action=action, by=request.user, **form.values())
        messages.success(request, _("Your action is saved"))
        return redirect("plan")
    return render(request, "pathways/plan_action.html", {"form": form, "action": action})


@own_thing
def move(request, clinician, uuid):
    """How far it is. Finishing asks what changed, dropping asks why."""
    action = get_object_or_404(PlanAction.objects.visible_to(request.user), uuid=uuid)
    form = MoveForm(_sent(request), initial={"to": request.GET.get("to", action.state), "outcome": action.outcome})
    if request.method == "POST" and form.is_valid():
        try:
            plans.move(action=action, by=request.user, at=now(), **form.cleaned_data)
        except CannotChange as reason:
            form.add_error("outcome", str(reason))
        else:
            messages.success(request, _("Your action is saved"))
            return redirect("plan")
    return render(request, "pathways/plan_action_move.html", {"form": form, "action": action})


@own_thing
def remove(request, clinician, uuid):
    action = get_object_or_404(PlanAction.objects.visible_to(request.user), uuid=uuid)
    if request.method == "POST":
        plans.remove(action=action, by=request.user)
        messages.success(request, _("The action is removed"))
        return redirect("plan")
    return render(request, "pathways/plan_action_remove.html", {"action": action})


@own
def print_out(request, clinician):
    """One page for each goal, for paper."""
    page = {"clinician": clinician, "sheets": sheets(clinician), "today": localdate()}
    return render(request, "pathways/plan_print.html", page)


@own
def appraisal(request, clinician):
    """The plan as plain text, grouped by skill, to be copied into an appraisal."""
    return render(request, "pathways/plan_appraisal.html", {"text": appraisal_text(clinician)})


@own
def calendar(request, clinician):
    """Every dated open action as a file that calendars take."""
    hides = request.GET.get("titles") == "hidden"
    text = calendar_of(clinician, at=now(), host=request.get_host(), hides_titles=hides)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="leadership-plan.ics"'
    response["Cache-Control"] = "no-store"
    return response


@own
def share(request, clinician):
    """Who may read the plan, and one more reader."""
    form = ShareForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        plans.share(clinician=clinician, to_email=form.cleaned_data["to_email"], by=request.user, at=now())
        messages.success(request, _("We sent your reader a link"))
        return redirect("plan-share")
    shares = PlanShare.objects.visible_to(request.user)
    return render(request, "pathways/plan_share.html", {"form": form, "shares": shares, "today": localdate()})


@own_thing
def revoke(request, clinician, pk):
    taken = get_object_or_404(PlanShare.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        plans.revoke(share=taken, by=request.user, at=now())
        messages.success(request, _("The link no longer works"))
        return redirect("plan-share")
    return render(request, "pathways/plan_share_revoke.html", {"share": taken})


@public("opened by a link that the person sent to one reader, until it ends or is taken back")
def shared(request, token):
    """The plan for a reader with a link. It only lets them read."""
    found = access.shared_plan(token, localdate())
    if found is None:
        why = access.why_plan_is_closed(token, localdate())
        return render(request, "pathways/plan_shared_gone.html", {"why": why}, status=404)
    plans.opened(share=found, at=now())
    page = {"clinician": found.clinician, "page": plan_page(found.clinician, localdate()), "share": found}
    page["sheet"] = released(found.clinician)
    response = render(request, "pathways/plan_shared.html", page)
    response["Cache-Control"] = "no-store"
    return response
