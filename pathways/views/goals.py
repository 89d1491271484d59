"""The roles a person aims for."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from pathways.actions import goals
from pathways.forms.goals import GoalForm, HorizonForm
from pathways.models import Goal, Role
from pathways.presenters.goals import goals_page, offered
from pathways.presenters.titles import asked, choices, shared_titles, with_answer
from pathways.rules.goals import CannotAim

from .own import own, own_thing


@own
def goal_list(request, clinician):
    """Open goals, and those that ended. Having none is fine."""
    return render(request, "pathways/goal_list.html", {"page": goals_page(clinician)})


@own
def add(request, clinician):
    """Aim for one more role. What somebody on no register is not offered, they may aim for all the same."""
    titles = shared_titles(request.user)
    takes_all = request.method == "POST" or "all" in request.GET
    roles, left_out = offered(request.user, request.GET.get("role", ""))
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        roles=Role.objects.visible_to(request.user).current() if takes_all else roles,
        titles=choices(titles),
        initial={name: request.GET.get(name, "") for name in ("role", "horizon")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen, horizon = form.chosen, form.cleaned_data["horizon"]
            goals.choose(clinician=clinician, role=chosen, horizon=horizon, by=request.user, at=now())
        except CannotAim as reason:
            form.add_error("role", str(reason))
        else:
            messages.success(request, _("Your goal is saved"))
            return redirect("gap", slug=chosen.slug)
    which = asked(form.shared_chosen, titles, lambda where, role: with_answer(_said(form), where, role.slug))
    page = {"form": form, "which": which, "titles": titles, "left_out": 0 if takes_all else left_out}
    return render(request, "pathways/goal_add.html", page)


def _said(form):
    """What was chosen, as the address of the form takes it."""
    said = QueryDict(mutable=True)
    said.update({name: form[name].value() or "" for name in form.fields})
    return said


@own_thing
def change(request, clinician, pk):
    """Another time for the same role."""
    goal = get_object_or_404(Goal.objects.visible_to(request.user).open().select_related("role"), pk=pk)
    form = HorizonForm(request.POST if request.method == "POST" else None, initial={"horizon": goal.horizon})
    if request.method == "POST" and form.is_valid():
        goals.change(goal=goal, horizon=form.cleaned_data["horizon"], by=request.user)
        messages.success(request, _("Your goal is saved"))
        return redirect("goal-list")
    return render(request, "pathways/goal_change.html", {"form": form, "goal": goal})


@own_thing
def end(request, clinician, pk):
    """Aim for it no more."""
    goal = get_object_or_404(Goal.objects.visible_to(request.user).open().select_related("role"), pk=pk)
    if request.method == "POST":
        goals.end(goal=goal, by=request.user, at=now())
        messages.success(request, _("You no longer aim for this role"))
        return redirect("goal-list")
    return render(request, "pathways/goal_end.html", {"goal": goal})
