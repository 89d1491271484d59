"""The security of one's own account: password, passkeys, authenticator app, recovery codes, sessions."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.accounts import access, presenters, rules
from talent_register.accounts.actions import addresses, former_addresses
from talent_register.accounts.forms import NewLinkForm
from talent_register.common.limits import limited
from talent_register.common.permissions import Permission, before_second_factor, public, requires


@requires(Permission.OWN_RECORD)
@before_second_factor
def show(request):
    """What protects the account, and where to change it."""
    return render(request, "accounts/security.html", {"security": presenters.Security.of(request.user)})


@requires(Permission.OWN_RECORD)
@before_second_factor
def second_factor(request):
    """Why a second step is needed before anything else, and the two ways to set one up. Where nothing is: go on."""
    security = presenters.Security.of(request.user)
    if security.has_factor or not access.needs_second_factor(request.user):
        wanted = request.session.pop("after_enrolment", "")
        return redirect(wanted or get_adapter(request).get_login_redirect_url(request))
    return render(request, "accounts/second_factor.html", {"security": security})


@public("whoever cannot log in yet asks for a new link here; the answer never says whether an account exists")
@limited("account-new-link", a_minute=10)
def new_link(request):
    """Ask for a new link to confirm an address."""
    form = NewLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        addresses.send_new_link(email=form.cleaned_data["email"], request=request)
        messages.success(request, _("Check your email. If there is something to confirm, we have sent a new link."))
        return redirect("account_email_verification_sent")
    return render(request, "accounts/new_link.html", {"form": form})


@public("whoever reads the mail of a former address may not be able to log in any more; the link is their proof")
@limited("account-address-back", a_minute=10)
def address_back(request, token):
    """This was not me: ask, for programs open links too, then put the former address back."""
    done, why = False, ""
    try:
        if request.method == "POST":
            former_addresses.put_back(token=token, at=timezone.now())
            done = True
        else:
            former_addresses.check(token=token, at=timezone.now())
    except rules.CannotPutBack as reason:
        why = str(reason)
    page = {"done": done, "why": why}
    return render(request, "accounts/address_back.html", page, status=410 if why else 200)
