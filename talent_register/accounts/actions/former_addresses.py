"""A changed log-in address: its former owner is told, and can take it back for 72 hours. Then it is forgotten."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from talent_register.accounts import emails, rules
from talent_register.accounts.models import ApiToken, FormerAddress, User
from talent_register.audit import actions as audit
from talent_register.common.secret_links import new_token, token_hash
from talent_register.letters import actions as letters

from . import tokens


@transaction.atomic
def changed(*, user: User, former: str, at: datetime) -> FormerAddress:
    """Keep the former address and write to it: the letter holds the link that puts it back."""
    token = new_token()
    kept = FormerAddress.objects.create(
        user=user,
        email=former.lower(),
        token_hash=token_hash(token),
        changed_at=at,
        expires_at=at + rules.PUT_BACK_WITHIN,
    )
    emails.address_changed(former=kept, token=token)
    _record("accounts.address_changed", user)
    return kept


def check(*, token: str, at: datetime) -> Any:
    """The former address of a link that works now. Raises CannotPutBack."""
    found = FormerAddress.objects.filter(token_hash=token_hash(token)).select_related("user").first()
    rules.check_can_put_back(
        is_known=found is not None,
        is_used=bool(found and found.ended_at),
        expires=found.expires_at if found else None,
        at=at,
        is_taken=bool(found and _is_taken(found)),
    )
    return found


@transaction.atomic
def put_back(*, token: str, at: datetime) -> User:
    """Make the former address the one to log in with, and shut out whoever is in. Raises CannotPutBack.

    The password, and the second steps and tokens made since 72 hours before the change, stop working: whoever changed
    the address may know or have made them. The owner sets a new password by a letter to the address that is back.
    Support is told.
    """
    found = check(token=token, at=at)
    user = User.objects.select_for_update().get(pk=found.user_id)
    found = check(token=token, at=at)
    letters.follow(old=user.email, new=found.email, at=at)
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=found.email, verified=True, primary=True)
    user.email = found.email
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])
    doubtful_since = found.changed_at - rules.PUT_BACK_WITHIN
    Authenticator.objects.filter(user=user, created_at__gte=doubtful_since).delete()
    for made in ApiToken.objects.working(at).filter(created_by=user, created_at__gte=doubtful_since):
        tokens.revoke(token=made, by=user, at=at)
    _end_sessions(user)
    later = FormerAddress.objects.filter(user=user, changed_at__gte=found.changed_at, ended_at__isnull=True)
    later.update(ended_at=at)
    FormerAddress.objects.filter(pk=found.pk).update(put_back_at=at)
    _record("accounts.address_put_back", user)
    emails.address_put_back(user=user, at=at)
    emails.support_about_address(user=user, at=at)
    return user


@transaction.atomic
def forget(*, ids: list[int]) -> None:
    """Empty former addresses. Letters that went there are noted as their owner's, who may yet leave."""
    for former in FormerAddress.objects.filter(pk__in=ids).select_related("user"):
        letters.note_owner(email=former.email, owner=former.user.audit_name)
    FormerAddress.objects.filter(pk__in=ids).update(email="")


def _is_taken(found: FormerAddress) -> bool:
    """Whether another account logs in with the address, or has proven it."""
    others = User.objects.exclude(pk=found.user_id)
    proven = EmailAddress.objects.exclude(user=found.user_id).filter(email__iexact=found.email, verified=True)
    return others.filter(email=found.email).exists() or proven.exists()


def _end_sessions(user: User) -> None:
    own = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(own.values_list("session_key", flat=True))).delete()
    own.delete()


def _record(event: str, user: User) -> None:
    audit.record(event, object_type="user", object_ref=str(user.uuid))
