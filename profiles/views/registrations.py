"""One's own numbers on registers: several, added, changed and removed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from profiles import access
from profiles.actions import registrations as actions
from profiles.actions import sections
from profiles.forms.asking import sent
from profiles.forms.registrations import NumberForm, RegulatorForm, StandingForm
from profiles.models import Registration, Regulator
from profiles.presenters import registrations as words
from talent_register.common import way_back
from talent_register.common.permissions import Permission, requires

LIST = "profile-registrations"


@requires(Permission.OWN_RECORD)
def registration_list(request):
    """Where the person stands, and each number with what is known of it."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    standing = {
        "key": _("Registered"),
        "value": str(clinician.get_career_stage_display()),
        "href": reverse("profile-standing"),
    }
    page = {"clinician": clinician, "standing": [standing], "cards": words.cards(clinician)}
    return render(request, "profiles/registrations.html", page)


@requires(Permission.OWN_RECORD)
def standing(request):
    """Registered, student, not yet, retired, overseas, or without need."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = StandingForm(sent(request), initial={"career_stage": clinician.career_stage})
    if request.method == "POST" and form.is_valid():
        sections.change_standing(
            clinician=clinician, career_stage=form.cleaned_data["career_stage"], by=request.user, at=now()
        )
        messages.success(request, _("Saved"))
        return redirect(way_back.taken(request, LIST))
    return render(request, "profiles/registration_form.html", {"form": form, "single": form["career_stage"]})


@requires(Permission.OWN_RECORD)
def choose_regulator(request):
    """Which register a new number is on."""
    if access.own_record(request.user) is None:
        return redirect("register")
    form = RegulatorForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return redirect("registration-add", form.cleaned_data["regulator"])
    return render(request, "profiles/registration_form.html", {"form": form, "single": form["regulator"]})


@requires(Permission.OWN_RECORD)
def add(request, regulator):
    """A number on one register."""
    clinician = access.own_record(request.user)
    if clinician is None:
        raise Http404
    regulator = get_object_or_404(Regulator.objects.in_use(), code=regulator)
    form = NumberForm(sent(request), regulator=regulator)
    if request.method == "POST" and form.is_valid():
        actions.add(clinician=clinician, regulator=regulator, by=request.user, at=now(), **form.facts())
        _say(request, form)
        return redirect(way_back.taken(request, LIST))
    return render(request, "profiles/registration_form.html", {"form": form, "heading": regulator.name})


def _say(request, form) -> None:
    messages.success(request, _("We have your number. We check registration numbers before we show them"))
    if form.warning:
        messages.warning(request, form.warning)


def _own(request, pk):
    clinician = access.own_record(request.user)
    given = Registration.given.told_by(clinician) if clinician else Registration.given.none()
    row = given.select_related("regulator").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@requires(Permission.OWN_RECORD)
def change(request, pk):
    """Another number, or other facts about it."""
    row = _own(request, pk)
    kept = {"number": row.number, "registered_on": row.registered_on, "licence": row.licence}
    form = NumberForm(sent(request), regulator=row.regulator, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.change(registration=row, by=request.user, at=now(), **form.facts())
        _say(request, form)
        return redirect(way_back.taken(request, LIST))
    return render(request, "profiles/registration_form.html", {"form": form, "heading": row.regulator.name})


@requires(Permission.OWN_RECORD)
def remove(request, pk):
    """Take a number back, once it was confirmed."""
    row = _own(request, pk)
    if request.method == "POST":
        actions.remove(registration=row, by=request.user, at=now())
        messages.success(request, _("%(thing)s removed") % {"thing": row.regulator.number_label})
        return redirect(LIST)
    rows = [{"key": row.regulator.number_label, "value": row.number}]
    page = {"row": row.regulator.number_label, "rows": rows, "back": reverse(LIST)}
    return render(request, "profiles/section_remove.html", page)
