"""The address at work: asked for, proven by a link in a letter to it, removed. Both addresses hear of a change."""

from datetime import datetime, timedelta

from django.db import transaction

from talent_register.accounts import emails, rules
from talent_register.accounts.models import User, WorkAddress
from talent_register.audit import actions as audit
from talent_register.common.secret_links import new_token, token_hash

A_DAY = timedelta(days=1)


@transaction.atomic
def ask(*, user: User, email: str, at: datetime) -> WorkAddress:
    """Send a link to an address. An earlier link stops working. Raises CannotAddAddress.

    An address that was written to too often gets no letter, and nobody is told: it may be somebody else who asked.
    """
    User.objects.select_for_update().get(pk=user.pk)
    email, own, lately = email.strip().lower(), WorkAddress.objects.filter(user=user), at - A_DAY
    rules.check_can_add_address(
        email=email,
        log_in=user.email,
        proven=own.proven().values_list("email", flat=True).first() or "",
        asked_today=own.filter(asked_at__gt=lately).count(),
    )
    may_write = rules.may_write_to(WorkAddress.objects.filter(email=email, asked_at__gt=lately).count())
    own.filter(proven_at__isnull=True, ended_at__isnull=True).update(ended_at=at)
    token = new_token()
    asked = WorkAddress.objects.create(
        user=user, email=email, token_hash=token_hash(token), asked_at=at, expires_at=at + rules.LINK_WORKS_FOR
    )
    if may_write:
        emails.work_address(address=asked, token=token)
    _record("accounts.work_address_asked", user)
    return asked


@transaction.atomic
def confirm(*, user: User, token: str, at: datetime) -> WorkAddress:
    """The account that asked has opened the link. Raises CannotAddAddress for any other, and for an old link."""
    User.objects.select_for_update().get(pk=user.pk)
    asked = WorkAddress.objects.waiting(at).filter(user=user, token_hash=token_hash(token)).first()
    if asked is None:
        raise rules.CannotAddAddress(rules.LINK_DEAD)
    before = list(WorkAddress.objects.proven().filter(user=user))
    WorkAddress.objects.filter(pk__in=[one.pk for one in before]).update(ended_at=at)
    asked.proven_at = at
    asked.save(update_fields=["proven_at"])
    _record("accounts.work_address_proven", user)
    emails.work_address_changed(user=user, others=[asked.email, *(one.email for one in before)], at=at)
    return asked


@transaction.atomic
def remove(*, user: User, at: datetime) -> list[str]:
    """Nothing is proven or waits any more. Returns the addresses that were proven."""
    User.objects.select_for_update().get(pk=user.pk)
    own = WorkAddress.objects.filter(user=user, ended_at__isnull=True)
    proven = list(own.proven().values_list("email", flat=True))
    if own.update(ended_at=at):
        _record("accounts.work_address_removed", user)
    if proven:
        emails.work_address_removed(user=user, others=proven, at=at)
    return proven


def _record(event: str, user: User) -> None:
    audit.record(event, by=user, object_type="user", object_ref=str(user.uuid))
