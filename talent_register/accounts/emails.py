"""Letters about accounts. Each is written into the outbox in the transaction of its cause, never sent from here."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from talent_register.letters import actions as letters
from talent_register.letters.models import Letter, Purpose

from .models import FormerAddress, Invitation, Membership, User, WorkAddress
from .roles import ROLES


def page(name: str, *args: str) -> str:
    """The full address of a page, on the register's own name whatever the request says."""
    return settings.PUBLIC_URL + reverse(name, args=args)


def _write(name: str, *, email: str, user: User | None = None, key: str = "", **context) -> Letter:
    return letters.write(
        key=f"account/{name}:{key or uuid.uuid4().hex}",
        kind=f"account/{name}",
        purpose=Purpose.SECURITY,
        to_email=email,
        to_name=user.name if user else "",
        language=user.language if user else get_language() or settings.LANGUAGE_CODE,
        related=user.audit_name if user else "",
        context={
            "name": user.name if user else "",
            "service_name": settings.SERVICE_NAME,
            "contact_email": settings.REPLY_EMAIL,
            **context,
        },
    )


def account_letter(name: str, *, email: str, user: User | None, context: dict) -> Letter:
    """One of the letters that allauth asks for, in our words."""
    return _write(
        name,
        email=email,
        user=user,
        link=context.get("activate_url") or context.get("password_reset_url") or "",
        at=context.get("timestamp"),
        new_email=context.get("to_email", ""),
        log_in=page("account_login"),
        create=page("account_signup"),
        reset=page("account_reset_password"),
        security=page("account-security"),
    )


def unknown_account(*, email: str) -> Letter:
    return account_letter("unknown_account", email=email, user=None, context={})


def account_already_exists(*, email: str) -> Letter:
    return account_letter("account_already_exists", email=email, user=None, context={})


def new_device(*, user: User, at: datetime) -> Letter:
    return account_letter("new_device", email=user.email, user=user, context={"timestamp": at})


def address_changed(*, former: FormerAddress, token: str) -> Letter:
    """To the address that was left behind. The only place that ever sees the token."""
    user, link = former.user, page("account-address-back", token)
    return _write(
        "email_changed", email=former.email, user=user, key=former.token_hash, at=former.changed_at, link=link
    )


def address_put_back(*, user: User, at: datetime) -> Letter:
    """To the address that is back, with the way to a new password."""
    return account_letter("address_put_back", email=user.email, user=user, context={"timestamp": at})


def support_about_address(*, user: User, at: datetime) -> Letter:
    """To the mailbox that people read. It names nobody: the record of acts says whose account it is."""
    return _write("address_not_mine", email=settings.REPLY_EMAIL, at=at, account=user.audit_name)


def work_address(*, address: WorkAddress, token: str) -> Letter:
    """The only place that ever sees the token. It names nobody: the address may be a stranger's."""
    link = page("own-work-address-confirm", token)
    return _write("work_address", email=address.email, key=address.token_hash, link=link)


def work_address_changed(*, user: User, others: Iterable[str], at: datetime) -> None:
    _tell_all("work_address_changed", user, others, at)


def work_address_removed(*, user: User, others: Iterable[str], at: datetime) -> None:
    _tell_all("work_address_removed", user, others, at)


def _tell_all(name: str, user: User, others: Iterable[str], at: datetime) -> None:
    """To the address of the log-in and to the others, each once."""
    for email in dict.fromkeys([user.email, *others]):
        account_letter(name, email=email, user=user, context={"timestamp": at})


def invitation(*, invitation: Invitation, token: str) -> Letter:
    """The only place that ever sees the token."""
    return _write(
        "invitation",
        email=invitation.email,
        key=invitation.token_hash,
        inviter=invitation.invited_by.name or invitation.invited_by.email,
        organisation=invitation.organisation.name,
        role=ROLES[invitation.role].name,
        description=ROLES[invitation.role].description,
        expires=invitation.expires_at,
        link=page("invitation", token),
    )


def invitation_accepted(*, invitation: Invitation, membership: Membership) -> Letter:
    return _write(
        "invitation_accepted",
        email=invitation.invited_by.email,
        user=invitation.invited_by,
        key=invitation.token_hash,
        member=membership.user.name or membership.user.email,
        organisation=membership.organisation.name,
        role=ROLES[membership.role].name,
        link=page("team", membership.organisation.slug),
    )


def role_unused(*, membership: Membership) -> Letter:
    """Once for each stretch of days without use."""
    return _about_role("role_unused", membership, f"{membership.uuid}:{membership.idle_since}", page("account_login"))


def role_rests(*, membership: Membership) -> Letter:
    """What its holder can do now that the role gives nothing."""
    key = f"{membership.uuid}:{membership.rests_since}"
    return _about_role("role_rests", membership, key, page("account-security"))


def confirm_team(*, membership: Membership, by: date) -> Letter:
    """To somebody who can confirm what others of the team hold; once for each day by which it must be done."""
    link = page("team-review", membership.organisation.slug)
    return _about_role(
        "confirm_team", membership, f"{membership.user.uuid}:{membership.organisation_id}:{by}", link, by=by
    )


def _about_role(name: str, membership: Membership, key: str, link: str, **context) -> Letter:
    return _write(
        name,
        email=membership.user.email,
        user=membership.user,
        key=key,
        organisation=membership.organisation.name,
        role=ROLES[membership.role].name,
        reason=membership.get_rests_because_display(),
        link=link,
        **context,
    )
