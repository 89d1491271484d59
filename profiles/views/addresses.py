"""One's own addresses: which there are, the one at work, and where letters go."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from profiles import access
from profiles.actions import addresses as actions
from profiles.forms import addresses as forms
from profiles.forms.asking import sent
from talent_register.accounts import access as accounts
from talent_register.accounts import rules
from talent_register.accounts.actions import work_addresses
from talent_register.common.permissions import Permission, requires


@requires(Permission.OWN_RECORD)
def addresses(request):
    """Every address; where there are two, which of them letters go to."""
    proven, waiting = accounts.own_work_addresses(request.user, now())
    clinician, form = access.own_record(request.user), None
    if clinician and proven:
        start = {"to": forms.WORK if clinician.letters_to else forms.LOG_IN}
        form = forms.LettersToForm(sent(request), initial=start, log_in=request.user.email, work=proven.email)
        if request.method == "POST" and form.is_valid():
            at_work = form.cleaned_data["to"] == forms.WORK
            actions.choose(clinician=clinician, at_work=at_work, by=request.user, at=now())
            messages.success(request, _("Your choice is saved"))
            return redirect("own-addresses")
    page = {"proven": proven, "waiting": waiting, "clinician": clinician, "form": form}
    return render(request, "profiles/own_addresses.html", page)


@requires(Permission.OWN_RECORD)
def work(request):
    """Name the address at work; the answer is the same whoever else has it."""
    if ask_first := accounts.proof_asked(request):
        return ask_first
    form = forms.WorkAddressForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            work_addresses.ask(user=request.user, email=form.cleaned_data["email"], at=now())
        except rules.CannotAddAddress as reason:
            form.add_error("email", str(reason))
        else:
            messages.success(request, _("We have sent a link to the address. Open it within 24 hours, logged in here"))
            return redirect("own-addresses")
    return render(request, "profiles/own_work_address.html", {"form": form})


@requires(Permission.OWN_RECORD)
def confirm(request, token):
    """The link of the letter: ask, then count the address as proven. It works in the account that asked only."""
    why = ""
    if request.method == "POST":
        try:
            actions.confirm(user=request.user, token=token, at=now())
        except rules.CannotAddAddress as reason:
            why = str(reason)
        else:
            messages.success(request, _("Your work address is confirmed"))
            return redirect("own-addresses")
    elif not accounts.is_own_link(request.user, token, now()):
        why = str(rules.LINK_DEAD)
    page = {"why": why, "token": token}
    return render(request, "profiles/own_work_address_confirm.html", page, status=404 if why else 200)


@requires(Permission.OWN_RECORD)
def remove(request):
    """Ask, then remove the address at work, or take back the link that waits."""
    if ask_first := accounts.proof_asked(request):
        return ask_first
    if request.method == "POST":
        actions.remove(user=request.user, at=now())
        messages.success(request, _("Your work address is removed"))
        return redirect("own-addresses")
    proven, waiting = accounts.own_work_addresses(request.user, now())
    if not (proven or waiting):
        return redirect("own-addresses")
    return render(request, "profiles/own_work_address_remove.html", {"proven": proven, "waiting": waiting})
