"""Who one is: read on one page, corrected one question a page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from profiles import access, rules
from profiles.actions import details
from profiles.forms.about import form_for
from profiles.forms.asking import sent
from profiles.presenters import about as words
from talent_register.common import way_back
from talent_register.common.forms import look_alikes
from talent_register.common.permissions import Permission, requires

PAGE = "own-about"


@requires(Permission.OWN_RECORD)
def about(request):
    """Every detail, who gave it, and the way to change it."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    return render(request, "profiles/own_about.html", {"rows": words.rows(clinician)})


@requires(Permission.OWN_RECORD)
def ask(request, question):
    """One question of those that registering asked, filled with what we hold."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = form_for(question, sent(request), clinician=clinician, user=request.user)
    if request.method == "POST" and form.is_valid():
        answer = form.answer()
        details.change(clinician=clinician, question=question, answer=answer, by=request.user, at=now())
        messages.success(request, _("Saved"))
        if question == "name" and (warning := look_alikes(*answer.values())):
            messages.warning(request, warning)
        # Why somebody is not registered is asked where numbers are.
        if answer.get("standing") == rules.NOT_REGISTERED:
            return redirect("profile-standing")
        return redirect(way_back.taken(request, PAGE))
    return render(request, "profiles/section_step.html", {"form": form, "back": reverse(PAGE)})
