"""Whether a session was opened with a second factor. allauth keeps the methods of each log-in in the session."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.urls import reverse

from . import access
from .rules import Step, second_factor_step

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(user) -> list[str]:
    """The kinds of second factor a user has enrolled. Recovery codes are none of their own."""
    return list(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).values_list("type", flat=True))


def was_used(request) -> bool:
    """Whether this session was opened or confirmed with a second factor or a passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def step(request) -> Step:
    """What the user of this request still has to do. Asks the database only while something is missing."""
    if not access.needs_second_factor(request.user) or was_used(request):
        return Step.NONE
    enrolled = factors_of(request.user)
    return second_factor_step(is_needed=True, is_enrolled=bool(enrolled), is_used=False)


def confirm_address(user) -> str:
    """The page where an enrolled user confirms this session."""
    page = "mfa_reauthenticate" if Authenticator.Type.TOTP in factors_of(user) else "mfa_reauthenticate_webauthn"
    return reverse(page)


def enrolled_just_now(request) -> bool:
    """Count the factor enrolled in this request as used: the user has just proved to hold it."""
    newest = Authenticator.objects.filter(user_id=request.user.pk, type__in=FACTORS).order_by("-id").first()
    if newest is None:
        return False
    record_authentication(request, request.user, "mfa", id=newest.pk, type=newest.type)
    return True


def lost_just_now(request) -> None:
    """A session whose user has just removed the last factor no longer counts as opened with one."""
    records = get_authentication_records(request, request.user)
    if was_used(request) and access.needs_second_factor(request.user) and not factors_of(request.user):
        kept = [record for record in records if record.get("method") != "mfa"]
        request.session["account_authentication_methods"] = kept
