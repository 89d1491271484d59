"""Memberships begin and end; they are never deleted."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from talent_register.accounts import rules
from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import Role
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation


def open_ones(*, organisation: Organisation, role: str) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=organisation, role=role, to_date__isnull=True)


@transaction.atomic
def begin(
    *, user: User, organisation: Organisation, role: str, day: date, by: object, invited_by: User | None = None
) -> Membership:
    """Give a user a role in an organisation from a day on, or give it back where it rests. Twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        role=role,
        to_date=None,
        defaults={"from_date": day, "invited_by": invited_by},
    )
    if is_new:
        record("accounts.membership_begun", membership, by)
    elif membership.rests_since:
        give_back(membership=membership, by=by, day=day)
    return membership


def give_back(*, membership: Membership, by: object, day: date) -> None:
    """End the rest of a role: from the next request on it gives its rights again."""
    membership.rests_since, membership.rests_because, membership.given_back_on = None, "", day
    membership.save(update_fields=["rests_since", "rests_because", "given_back_on"])
    record("accounts.membership_given_back", membership, by)


@transaction.atomic
def end(*, membership: Membership, ender_roles: list[Role], by: User, day: date) -> Membership:
    """End a role today. It takes effect at the next request of whoever held it."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.to_date is not None:
        return membership
    rules.check_can_end(
        role=membership.role,
        ender=ender_roles,
        is_own=membership.user_id == by.pk,
        other_inviters=other_inviters(membership, day),
    )
    return close(membership=membership, by=by, day=day)


def other_inviters(membership: Membership, day: date) -> int:
    """How many others can invite in the same organisation."""
    there = Membership.objects.filter(organisation=membership.organisation_id).current(day).of_inviters()
    return there.exclude(user=membership.user_id).values("user").distinct().count()


def close(*, membership: Membership, by: object, day: date) -> Membership:
    """Write down that a role has ended, whoever decided it."""
    membership.to_date = max(day, membership.from_date)
    membership.save(update_fields=["to_date"])
    record("accounts.membership_ended", membership, by)
    return membership


def record(event: str, membership: Membership, by: object) -> None:
    """An audit event about a membership."""
    audit.record(
        event,
        by=by,
        object_type="membership",
        object_ref=str(membership.uuid),
        organisation=membership.organisation.code,
        details={"role": membership.role, "user": str(membership.user.uuid)},
    )
