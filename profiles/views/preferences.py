"""How one wants to hear from the register."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import access
from profiles.actions import preferences
from profiles.forms.asking import sent
from profiles.forms.work import LettersForm
from talent_register.common.permissions import Permission, requires
from talent_register.letters.models import Purpose


@requires(Permission.OWN_RECORD)
def letters(request):
    """Choose the kinds of letters, and their language. Also brings back what a link in a letter has stopped."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    wanted = [purpose for purpose in Purpose.values if purpose not in clinician.stopped]
    kept = {"purposes": wanted, "language": clinician.language}
    form = LettersForm(sent(request), answers={}, kept=kept, user=request.user)
    if request.method == "POST" and form.is_valid():
        preferences.choose(clinician=clinician, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your choice is saved"))
        return redirect("own-letters")
    return render(request, "profiles/own_letters.html", {"form": form, "address": clinician.email})
