"""What an invited person sees."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.accounts import presenters, rules
from talent_register.accounts.actions import invitations
from talent_register.common.limits import limited
from talent_register.common.permissions import public


@public("an invited person may not have an account yet; the token of the letter is the key")
@limited("invitation", a_minute=30)
def show(request, token):
    """Say who invites to what; accept with the account of that address. A dead link says why it is dead."""
    offer = presenters.Offer.of(token, request.user, at=timezone.now())
    if offer.reason_dead:
        return render(request, "accounts/invitation_dead.html", {"reason": offer.reason_dead}, status=410)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            membership = invitations.accept(invitation=offer.invitation, by=request.user, at=timezone.now())
        except rules.CannotAccept as reason:
            messages.error(request, str(reason))
            return redirect("invitation", token)
        words = _("You have joined the team of %(organisation)s.") % {"organisation": membership.organisation}
        messages.success(request, words)
        return redirect("account-second-factor")
    if not request.user.is_authenticated:
        get_adapter(request).stash_verified_email(request, offer.invitation.email)
    return render(request, "accounts/invitation.html", {"offer": offer})
