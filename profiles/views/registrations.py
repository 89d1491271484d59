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
from profiles.forms.registrations import JoinedForm, LicenceForm, NumberForm, RegulatorForm, StandingForm
from profiles.models import Licence, Registration, Regulator
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
        "key": _("Registration"),
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
    """A number on one register. It is kept at once; the pages that follow ask what else there is to it."""
    clinician = access.own_record(request.user)
    if clinician is None:
        raise Http404
    regulator = get_object_or_404(Regulator.objects.in_use(), code=regulator)
    form = NumberForm(sent(request), regulator=regulator)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["number"]
        actions.add(clinician=clinician, regulator=regulator, typed=typed, by=request.user, at=now())
        _say(request, form)
        return _next(request, access.own_number(clinician, regulator, typed), is_new=True)
    return _asked(request, form, "number", regulator)


def _asked(request, form, name, regulator):
    page = {"form": form, "single": form[name], "caption": regulator.name}
    return render(request, "profiles/registration_form.html", page)


def _next(request, row, *, is_new, after=""):
    """What is asked of a number that is new, one page after the other; then back to where the person came from."""
    asked = ["registration-joined", *(["registration-licence"] if row.regulator.separates_licence else [])]
    left = asked[asked.index(after) + 1 :] if after else asked
    if is_new and left:
        return redirect(f"{reverse(left[0], args=[row.pk])}?new=yes")
    if after:
        messages.success(request, _("Saved"))
    return redirect(way_back.taken(request, LIST))


def _say(request, form) -> None:
    messages.success(request, _("We have your number. We check registration numbers before we show them"))
    if form.warning:
        messages.warning(request, form.warning)


def _own(request, pk):
    clinician = access.own_record(request.user)
    given = Registration.given.told_by(clinician) if clinician else Registration.given.none()
    row = given.select_related("regulator", "clinician").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@requires(Permission.OWN_RECORD)
def change(request, pk):
    """The number, corrected. Another one is asked about like a new one."""
    row = _own(request, pk)
    form = NumberForm(sent(request), regulator=row.regulator, initial={"number": row.number})
    if request.method == "POST" and form.is_valid():
        clinician, typed = row.clinician, form.cleaned_data["number"]
        actions.change(registration=row, typed=typed, by=request.user, at=now())
        _say(request, form)
        became = access.own_number(clinician, row.regulator, typed)
        return _next(request, became, is_new=became.pk != row.pk)
    return _asked(request, form, "number", row.regulator)


@requires(Permission.OWN_RECORD)
def joined(request, pk):
    """Since when the number is on its register."""
    row = _own(request, pk)
    form = JoinedForm(sent(request), initial={"registered_on": row.registered_on})
    if request.method == "POST" and form.is_valid():
        actions.tell_joined(registration=row, day=form.cleaned_data["registered_on"], by=request.user, at=now())
        return _next(request, row, is_new="new" in request.GET, after="registration-joined")
    return _asked(request, form, "registered_on", row.regulator)


@requires(Permission.OWN_RECORD)
def licence(request, pk):
    """Whether there is a licence beside the number."""
    row = _own(request, pk)
    if not row.regulator.separates_licence:
        raise Http404
    kept = {} if row.licence == Licence.UNKNOWN else {"licence": row.licence}
    form = LicenceForm(sent(request), initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.tell_licence(registration=row, licence=form.cleaned_data["licence"], by=request.user, at=now())
        return _next(request, row, is_new="new" in request.GET, after="registration-licence")
    return _asked(request, form, "licence", row.regulator)


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
