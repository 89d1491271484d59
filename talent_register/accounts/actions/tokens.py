"""Tokens of programs: made and shown once, stopped, and recognised. Only the hash is kept."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from talent_register.accounts import rules
from talent_register.accounts.models import ApiToken, User
from talent_register.audit import actions as audit
from talent_register.common.permissions import Scope
from talent_register.common.secret_links import new_token, token_hash
from talent_register.organisations.models import Organisation

MARK = "tlr_"
SHOWN_LETTERS = 8
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create(
    *, organisation: Organisation, name: str, scopes: Iterable[str], days: int, by: User, at: datetime
) -> tuple[ApiToken, str]:
    """Make a token. Returns it with its secret, which nobody can read again."""
    secret = MARK + new_token()
    token = ApiToken.objects.create(
        organisation=organisation,
        name=name,
        token_hash=token_hash(secret),
        beginning=secret[:SHOWN_LETTERS],
        scopes=sorted(Scope(scope) for scope in scopes),
        created_by=by,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    _record("accounts.token_created", token, by, {"scopes": token.scopes, "days": days})
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: User, at: datetime) -> ApiToken:
    """Stop a token at once. Pressed twice, it is stopped once."""
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = at, by
        token.save(update_fields=["revoked_at", "revoked_by"])
        _record("accounts.token_revoked", token, by)
    return token


def recognise(*, secret: str, scope: Scope, at: datetime, may_make: Callable[[User, Organisation], bool]) -> ApiToken:
    """The token behind a secret, if it works now and covers the scope. Raises CannotUseToken with the reason.

    `may_make` says whether somebody may make tokens in an organisation today.
    """
    known = ApiToken.objects.select_related("organisation", "created_by")
    token = known.filter(token_hash=token_hash(secret)).first() or ApiToken(scopes=[], expires_at=at)
    try:
        rules.check_token(
            is_known=token.pk is not None,
            is_revoked=token.revoked_at is not None,
            is_over=token.expires_at <= at,
            is_backed=token.pk is not None and may_make(token.created_by, token.organisation),
            is_covered=scope in token.scopes,
            scope=scope,
        )
    except rules.CannotUseToken as no:
        if token.pk:
            _record("accounts.token_refused", token, None, {"why": no.code})
        raise
    if token.last_used_at is None or at - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def _record(kind: str, token: ApiToken, by: User | None, details: dict | None = None) -> None:
    audit.record(
        kind,
        by=by,
        object_type="token",
        object_ref=str(token.uuid),
        organisation=token.organisation.code,
        details=details or {},
    )
