"""Who a program is: the token in the header Authorization, and how often it may ask."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.audit import context
from talent_register.common.limits import is_too_often
from talent_register.common.machines import mistake, refused
from talent_register.common.permissions import Permission, Scope
from talent_register.organisations.models import Organisation

from . import access
from .actions import tokens
from .models import User
from .rules import CannotUseToken

HEADER = "Authorization"
KIND = "bearer "
CALLS_A_MINUTE = {Scope.IMPORTS_READ: 120, Scope.IMPORTS_WRITE: 20}
# Of one address, whoever asks; a college may stand behind one.
ADDRESS_A_MINUTE = 240


def let_in(request: HttpRequest, scope: Scope) -> HttpResponse | None:
    """Put the token of a program on its request, or give the answer that says why not."""
    header = request.headers.get(HEADER, "")
    if is_too_often("token", request.META.get("REMOTE_ADDR", ""), a_minute=ADDRESS_A_MINUTE):
        return too_often()
    if not header.lower().startswith(KIND):
        words = _("Send the header “Authorization: Bearer” with a token of your organisation.")
        return _refuse("token_missing", words, 401)
    try:
        secret = header[len(KIND) :].strip()
        token = tokens.recognise(secret=secret, scope=scope, at=timezone.now(), may_make=may_make)
    except CannotUseToken as no:
        return _refuse(no.code, str(no), no.status)
    if is_too_often(f"token:{scope}", str(token.uuid), a_minute=CALLS_A_MINUTE[scope]):
        return too_often()
    request.token = token  # type: ignore[attr-defined]
    context.become(token.audit_name, actor_name=token.name, acting_for=token.organisation.code)
    return None


def may_make(user: User, organisation: Organisation) -> bool:
    """Whether somebody may make tokens in an organisation today: else those they made work no more."""
    return user.is_active and access.can_in(user, Permission.TOKEN_MANAGE, organisation)


def too_often() -> HttpResponse:
    words = _("You asked too often. Wait a minute and ask again.")
    return refused(429, [mistake("too_often", words)], Retry_After="60")


def _refuse(code: str, words: str, status: int) -> HttpResponse:
    return refused(status, [mistake(code, words, where=HEADER)], WWW_Authenticate="Bearer")
