"""How one wants to hear from the register, and for how long not at all."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles import access
from profiles.actions import preferences
from profiles.forms.asking import sent
from profiles.forms.letters import MONTHLY, WEEKLY, LetterPauseForm, OwnLettersForm
from talent_register.common.permissions import Permission, requires
from talent_register.letters.models import Purpose


@requires(Permission.OWN_RECORD)
def letters(request):
    """Choose the kinds of letters, and their language. Also brings back what a link in a letter has stopped."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    wanted = [purpose for purpose in Purpose.values if purpose not in clinician.letters_off]
    often = MONTHLY if clinician.hears_monthly else WEEKLY
    kept = {"purposes": wanted, "language": clinician.language, "often": often}
    form = OwnLettersForm(sent(request), answers={}, kept=kept, user=request.user)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        monthly = (said.pop("often") or often) == MONTHLY
        preferences.choose(clinician=clinician, hears_monthly=monthly, by=request.user, at=timezone.now(), **said)
        messages.success(request, _("Your choice is saved"))
        return redirect("own-letters")
    return render(request, "profiles/own_letters.html", {"form": form, "clinician": clinician})


@requires(Permission.OWN_RECORD)
def pause(request):
    """Choose until when no letters come."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    form = LetterPauseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        preferences.pause_letters(clinician=clinician, until=until, by=request.user, at=timezone.now())
        messages.success(request, _("All letters are paused"))
        return redirect("own-letters")
    return render(request, "profiles/own_letter_pause.html", {"form": form})


@require_POST
@requires(Permission.OWN_RECORD)
def resume(request):
    """Letters come again."""
    clinician = access.own_record(request.user)
    if clinician and preferences.resume_letters(clinician=clinician, by=request.user, at=timezone.now()):
        messages.success(request, _("Letters come again"))
    return redirect("own-letters")
