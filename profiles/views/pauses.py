"""Pausing one's profile, and coming back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import access, rules
from profiles.actions import pauses as actions
from profiles.forms.asking import sent
from profiles.forms.pause import PauseForm
from talent_register.common.permissions import Permission, requires


@requires(Permission.OWN_RECORD)
def pause(request):
    """Pause, or read until when one has paused and come back."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = PauseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.pause(clinician=clinician, by=request.user, at=timezone.now(), **form.cleaned_data)
        except rules.CannotPause:
            messages.warning(request, _("Your profile is paused already, or you are leaving. Nothing has changed"))
        return redirect("own-pause")
    page = {"clinician": clinician, "form": form, "past": clinician.pauses.exclude(ended_on=None)}
    return render(request, "profiles/own_pause.html", page)


@requires(Permission.OWN_RECORD)
def resume(request):
    """Come back at once."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    if request.method == "POST":
        try:
            actions.resume(clinician=clinician, by=request.user, at=timezone.now())
            messages.success(request, _("Your profile is no longer paused"))
        except rules.CannotPause:
            messages.info(request, _("Your profile is not paused"))
    return redirect("own-pause")
