"""The access review: roles are confirmed every 90 days; those not confirmed or not used rest, and end."""

from datetime import date

from django.db import transaction

from talent_register.accounts import emails, rules
from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES, Role

from . import memberships


@transaction.atomic
def confirm(*, membership: Membership, confirmer_roles: list[Role], by: User, day: date) -> Membership:
    """Say that somebody still needs a role; one that rested gives its rights back. Twice on one day changes nothing.

    Raises rules.CannotConfirm for a role that `by` may not offer, or their own while a colleague could.
    """
    membership = Membership.objects.select_for_update().select_related("organisation").get(pk=membership.pk)
    rules.check_can_confirm(
        role=membership.role,
        confirmer=confirmer_roles,
        is_own=membership.user_id == by.pk,
        other_inviters=memberships.other_inviters(membership, day),
    )
    rested = membership.rests_since is not None
    if membership.confirmed_on == day and not rested:
        return membership
    membership.confirmed_on, membership.confirmed_by = day, by
    membership.save(update_fields=["confirmed_on", "confirmed_by"])
    if rested:
        memberships.give_back(membership=membership, by=by, day=day)
    else:
        memberships.record("accounts.membership_confirmed", membership, by)
    return membership


def review_all(*, day: date) -> dict[str, int]:
    """Every membership as it stands on a day: warn, rest, end, ask for confirmation. Says how many of each."""
    done: dict[str, int] = {}
    held = Membership.objects.held(day).filter(role__in=[code for code, role in ROLES.items() if role.rank])
    for pk in list(held.values_list("pk", flat=True)):
        step = _review(pk, day)
        done[step.value] = done.get(step.value, 0) + 1
    done["asked"] = _ask_for_confirmation(day)
    return done


@transaction.atomic
def _review(pk: int, day: date) -> rules.Next:
    found = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation").filter(pk=pk)
    membership = found.held(day).first()
    if membership is None:
        return rules.Next.NOTHING
    step = rules.next_step(
        today=day,
        checked_on=membership.checked_on,
        idle_since=membership.idle_since,
        is_resting=membership.rests_since is not None,
        is_last_inviter=bool(ROLES[membership.role].invites) and not memberships.other_inviters(membership, day),
        is_offered=rules.is_offered(membership.role),
    )
    if step is rules.Next.WARN:
        emails.role_unused(membership=membership)
    elif step is rules.Next.END:
        memberships.close(membership=membership, by=None, day=day)
    elif step is not rules.Next.NOTHING:
        _let_rest(membership, step, day)
    return step


def _let_rest(membership: Membership, step: rules.Next, day: date) -> None:
    unused = step is rules.Next.REST_UNUSED
    membership.rests_since = day
    membership.rests_because = Membership.Rest.UNUSED if unused else Membership.Rest.NOT_CONFIRMED
    membership.save(update_fields=["rests_since", "rests_because"])
    memberships.record("accounts.membership_rests", membership, None)
    emails.role_rests(membership=membership)


def _ask_for_confirmation(day: date) -> int:
    """One letter to each person who can confirm, for each day by which something must be confirmed."""
    due: dict[int, date] = {}
    for membership in Membership.objects.current(day).filter(role__in=filter(rules.is_offered, ROLES)):
        if rules.is_confirmation_near(membership.checked_on, day):
            by = rules.confirm_by(membership.checked_on)
            due[membership.organisation_id] = min(by, due.get(membership.organisation_id, by))
    asked = 0
    inviters = Membership.objects.current(day).of_inviters().filter(organisation__in=due)
    for membership in inviters.select_related("user", "organisation"):
        emails.confirm_team(membership=membership, by=due[membership.organisation_id])
        asked += 1
    return asked
