"""What a person would need for a role, and the step from there into the plan."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from pathways.actions import goals, plans
from pathways.forms.goals import OtherWayForm
from pathways.models import OtherWay, Requirement, Role
from pathways.presenters.gaps import gap_page, plan_words, row_address
from pathways.presenters.telling import question_of
from pathways.presenters.titles import shared_called
from pathways.rules.plans import suggested_day
from talent_register.common import way_back

from .own import own, own_thing


@own
def gap(request, clinician, slug):
    """Each requirement with its verdict. Sending a step adds it to the plan and comes back to its row.

    A title that several jobs share asks first which is meant.
    """
    role = Role.objects.visible_to(request.user).filter(slug=slug).first()
    if role is None:
        if not (shared := shared_called(slug, request.user)):
            raise Http404
        return render(request, "pathways/role_which.html", {"shared": shared, "leads_to": "gap"})
    if request.method == "POST":
        return _add_step(request, clinician, role)
    way_back.forget(request)
    return render(request, "pathways/gap.html", {"page": gap_page(clinician, role, localdate())})


def _add_step(request, clinician, role):
    requirement = _requirement(request, role, request.POST.get("requirement", ""))
    number = request.POST.get("step", "")
    chosen = plan_words(requirement, int(number)) if number.isdecimal() else None
    if chosen is None:
        raise Http404
    plans.add(
        clinician=clinician,
        words=chosen[0],
        kind=chosen[1],
        due_on=suggested_day(localdate()),
        goal=clinician.goals.open().filter(role=role).first(),
        requirement=requirement,
        by=request.user,
        at=now(),
    )
    messages.success(request, _("Added to your plan"))
    return redirect(row_address(role, requirement))


def _requirement(request, role, code):
    asked = Requirement.objects.visible_to(request.user).in_use().filter(role=role)
    return get_object_or_404(asked, code=code)


@own_thing
def tell(request, clinician, slug, code):
    """Straight to the question that a requirement waits for. Answering it leads back to the requirement."""
    role = get_object_or_404(Role.objects.visible_to(request.user), slug=slug)
    requirement = _requirement(request, role, code)
    words = _("What you would need: %(role)s") % {"role": role.title}
    way_back.note(request, href=row_address(role, requirement), words=words)
    return redirect(question_of(clinician, requirement))


@own_thing
def other_way(request, clinician, slug, code):
    """Say that a requirement is met in a way the rules do not see, or take that back."""
    role = get_object_or_404(Role.objects.visible_to(request.user), slug=slug)
    requirement = _requirement(request, role, code)
    said = OtherWay.objects.visible_to(request.user).filter(requirement=requirement).first()
    form = OtherWayForm(request.POST if request.method == "POST" else None, initial={"note": said.note if said else ""})
    if request.method == "POST" and said and "take-back" in request.POST:
        goals.take_back_other_way(said=said, by=request.user)
        return redirect(row_address(role, requirement))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        goals.say_other_way(clinician=clinician, requirement=requirement, note=note, by=request.user, at=now())
        messages.success(request, _("We show it as your own word"))
        return redirect(row_address(role, requirement))
    context = {"form": form, "role": role, "requirement": requirement, "said": said}
    return render(request, "pathways/other_way.html", context)
