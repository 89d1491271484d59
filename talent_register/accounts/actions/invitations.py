"""Inviting somebody to a role: sent, sent again, withdrawn, accepted. The token exists only in the letter."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from talent_register.accounts import emails, rules
from talent_register.accounts.models import Invitation, Membership, User
from talent_register.accounts.roles import Role
from talent_register.audit import actions as audit
from talent_register.common.secret_links import new_token, token_hash
from talent_register.organisations.models import Organisation

from . import memberships


@transaction.atomic
def invite(
    *, email: str, organisation: Organisation, role: str, inviter_roles: list[Role], by: User, at: datetime
) -> Invitation:
    """Offer a role to an address. An earlier offer of the same role to the same address is withdrawn."""
    email = email.strip().lower()
    held = memberships.open_ones(organisation=organisation, role=role).filter(user__emailaddress__email__iexact=email)
    rules.check_can_invite(inviter=inviter_roles, role=role, kind=organisation.kind, holds_it_already=held.exists())
    earlier = Invitation.objects.select_for_update().unanswered()
    for old in earlier.filter(email=email, organisation=organisation, role=role):
        withdraw(invitation=old, by=by, at=at)
    return _offer(email=email, organisation=organisation, role=role, by=by, at=at)


def _offer(*, email: str, organisation: Organisation, role: str, by: User, at: datetime) -> Invitation:
    token = new_token()
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        email=email,
        organisation=organisation,
        role=role,
        invited_by=by,
        created_at=at,
        expires_at=rules.invitation_expires(at),
    )
    emails.invitation(invitation=invitation, token=token)
    _record("accounts.invitation_sent", invitation, by)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Withdraw the old link and send a new one, which again works for 7 days."""
    withdraw(invitation=invitation, by=by, at=at)
    return _offer(email=invitation.email, organisation=invitation.organisation, role=invitation.role, by=by, at=at)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Make a link stop working. Doing it twice changes nothing."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at is None and invitation.withdrawn_at is None:
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        _record("accounts.invitation_withdrawn", invitation, by)
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, by: User, at: datetime) -> Membership:
    """Turn an invitation into a membership of whoever proved to own its address, and tell the inviter."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    rules.check_can_accept(
        is_accepted=invitation.accepted_at is not None,
        is_withdrawn=invitation.withdrawn_at is not None,
        expires=invitation.expires_at,
        at=at,
        addressed_to=invitation.email,
        verified=by.proven_addresses,
    )
    invitation.accepted_at, invitation.accepted_by = at, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership = memberships.begin(
        user=by,
        organisation=invitation.organisation,
        role=invitation.role,
        invited_by=invitation.invited_by,
        by=by,
        day=timezone.localdate(at),
    )
    _record("accounts.invitation_accepted", invitation, by)
    emails.invitation_accepted(invitation=invitation, membership=membership)
    return membership


def _record(event: str, invitation: Invitation, by: User) -> None:
    audit.record(
        event,
        by=by,
        object_type="invitation",
        object_ref=str(invitation.uuid),
        organisation=invitation.organisation.code,
        details={"role": invitation.role},
    )
