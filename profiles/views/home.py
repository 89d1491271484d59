"""A clinician's own pages: home, what is held, who has looked."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from profiles import access
from profiles.actions import exports
from profiles.presenters import home as homes
from profiles.presenters import profile as profiles
from profiles.presenters import sections
from profiles.presenters import visibility as visibilities
from talent_register.common.navigation import address
from talent_register.common.permissions import Permission, requires


@requires(Permission.OWN_RECORD)
def home(request):
    """The next best step. Staff without a record of their own go to their work."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect(_without_record(request.user))
    page = homes.home(clinician, timezone.localdate())
    return render(request, "profiles/home.html", {"home": page, "clinician": clinician})


def _without_record(user) -> str:
    for entry in access.places_of_work(user):
        if address(entry):
            return entry
    return "register"


@requires(Permission.OWN_RECORD)
def profile(request):
    """The sections of the profile as tasks; below them what the register holds, and who gave it."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    return render(
        request,
        "profiles/own_profile.html",
        {
            "clinician": clinician,
            "sections": profiles.sections(clinician),
            "profile": sections.task_list(clinician),
        },
    )


@requires(Permission.OWN_RECORD)
def visibility(request):
    """Whom the person said yes to, and who has looked."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    page = {
        "clinician": clinician,
        "audiences": homes.audiences(clinician),
        "looks": visibilities.looks(clinician.reference),
    }
    return render(request, "profiles/visibility.html", page)


@requires(Permission.OWN_RECORD)
def data(request):
    """What can be done with one's own data."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    return render(request, "profiles/own_data.html", {"clinician": clinician})


@requires(Permission.OWN_RECORD)
def download(request):
    """Everything about the person in one file."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    everything = exports.everything_about(clinician=clinician, by=request.user, at=timezone.now())
    response = JsonResponse(everything, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="leadership-register-{clinician.reference}.json"'
    response["Cache-Control"] = "no-store"
    return response
