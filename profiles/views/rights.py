"""One's own data: a copy, a correction, a restriction, and leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles import access, rules
from profiles.actions import copies, departures, rights
from profiles.forms.asking import sent
from profiles.forms.rights import AskForm
from profiles.models import ClinicianState
from profiles.presenters import rights as words
from talent_register.accounts.access import proof_asked
from talent_register.common.permissions import Permission, requires


@requires(Permission.OWN_RECORD)
def data(request):
    """What can be done with one's own data, and what was asked before."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    return render(request, "profiles/own_data.html", words.own_data(clinician, timezone.now()))


@requires(Permission.OWN_RECORD)
@require_POST
def ask_copy(request):
    """Ask for a copy of everything."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    copies.ask(clinician=clinician, by=request.user, at=timezone.now())
    return redirect("own-data")


@requires(Permission.OWN_RECORD)
def copy_state(request):
    """The list of copies alone, for the page that waits for one."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("own-data")
    return render(request, "profiles/_own_copies.html", words.own_data(clinician, timezone.now()))


@requires(Permission.OWN_RECORD)
def copy(request, pk):
    """The file itself, for whoever proved a few minutes ago that it is them."""
    found = get_object_or_404(access.own_copies(request.user, timezone.now()), pk=pk)
    if asked := proof_asked(request):
        return asked
    response = HttpResponse(copies.hand_over(copy=found, by=request.user), content_type="application/zip")
    name = f"leadership-register-{found.clinician.reference}-{timezone.localdate(found.made_at)}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@requires(Permission.OWN_RECORD)
def ask(request):
    """Ask for what people must answer."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = AskForm(sent(request))
    if request.method == "POST" and form.is_valid():
        rights.ask(clinician=clinician, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("We have your request. We have written to you to say when we will answer"))
        return redirect("own-data")
    return render(request, "profiles/own_rights_ask.html", {"form": form})


@requires(Permission.OWN_RECORD)
def restriction(request):
    """Hide the record from everybody without deleting anything, or show it again."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    if request.method == "POST":
        change = rights.lift_restriction if clinician.restricted_at else rights.restrict
        change(clinician=clinician, by=request.user, at=timezone.now())
        is_now = _("Your record is shown again to those you said yes to")
        messages.success(request, is_now if clinician.restricted_at else _("Your record is hidden from everyone"))
        return redirect("own-data")
    return render(request, "profiles/own_restriction.html", {"clinician": clinician})


@requires(Permission.OWN_RECORD)
def departure(request):
    """What leaving means; asked once more; and the way back while there is one."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    if request.method == "POST":
        return _leave_or_stay(request, clinician)
    if clinician.state == ClinicianState.LEFT:
        page = {"departure": clinician.departures.open().first(), "clinician": clinician}
        return render(request, "profiles/own_left.html", page)
    return render(request, "profiles/own_departure.html", words.leaving(timezone.localdate()))


def _leave_or_stay(request, clinician):
    """`stay` undoes, `leave` leaves. A second press, or a press on an old page, changes nothing and says so."""
    act = departures.come_back if "stay" in request.POST else departures.leave
    try:
        act(clinician=clinician, by=request.user, at=timezone.now())
    except rules.CannotLeave as reason:
        messages.info(request, str(reason))
        return redirect("own-data")
    if "stay" in request.POST:
        messages.success(request, _("You are on the register again. Everything is as it was"))
        return redirect("home")
    return redirect("own-departure")
