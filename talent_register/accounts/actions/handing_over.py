"""What a leaver had begun goes to a colleague. What that is, the storeys above say: settings.BELONGINGS."""

from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from talent_register.accounts import rules
from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES, Role
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation

from . import memberships


class Belongings(Protocol):
    """One kind of thing that somebody keeps for a team: searches, actions, seats in meetings."""

    words: str

    def count(self, *, user: User, organisation: Organisation) -> int: ...

    def keepers(self, *, organisation: Organisation) -> set[int]:
        """The keys of the users who keep such a thing for an organisation."""
        ...

    def hand_over(self, *, user: User, to: User, organisation: Organisation, by: User, at: datetime) -> int: ...


def kinds() -> list[Belongings]:
    return [import_string(name) for name in settings.BELONGINGS]


def belongings(*, user: User, organisation: Organisation) -> list[tuple[str, int]]:
    """What there is to hand over, in words and numbers; nothing when there is nothing."""
    counted = [(kind.words, kind.count(user=user, organisation=organisation)) for kind in kinds()]
    return [(words, number) for words, number in counted if number]


def colleagues(membership: Membership) -> QuerySet[User]:
    """Who can take over: others who hold the same role in the same organisation today."""
    same = Membership.objects.filter(organisation=membership.organisation_id, role=membership.role).current()
    return User.objects.filter(pk__in=same.exclude(user=membership.user_id).values("user"), is_active=True)


def left_behind(organisation: Organisation) -> list[Membership]:
    """The newest ended role of each person who kept something for a team and has no role in it any more."""
    keepers: set[int] = set().union(*(kind.keepers(organisation=organisation) for kind in kinds()))
    if not keepers:
        return []
    there = Membership.objects.filter(organisation=organisation).held().values("user")
    gone = Membership.objects.filter(organisation=organisation, user__in=keepers, role__in=ROLES)
    gone = gone.exclude(user__in=there)
    return list(gone.select_related("user", "organisation").order_by("user", "-to_date", "-pk").distinct("user"))


@transaction.atomic
def end(*, membership: Membership, to: User | None, ender_roles: list[Role], by: User, at: datetime) -> None:
    """End a role and give what goes with it to a colleague, or to nobody yet.

    Raises rules.CannotEnd, or rules.CannotHandOver where the colleague has left meanwhile: then nothing is done.
    """
    _lock(membership, to)
    memberships.end(membership=membership, ender_roles=ender_roles, by=by, day=timezone.localdate(at))
    if to is not None:
        hand_over(membership=membership, to=to, by=by, at=at)


def _lock(membership: Membership, to: User | None) -> None:
    """The leaver's role and the colleague's, in one order for all: of two who leave at once one waits for the other."""
    both = [membership.user_id, *([to.pk] if to else [])]
    rows = Membership.objects.filter(organisation=membership.organisation_id, role=membership.role, user__in=both)
    list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))


@transaction.atomic
def hand_over(*, membership: Membership, to: User, by: User, at: datetime) -> int:
    """Give a colleague everything that the holder of a role kept for its organisation. Returns how many things.

    Raises rules.CannotHandOver when the colleague does not hold the role any more: nothing goes to somebody who left.
    """
    _lock(membership, to)
    if not colleagues(membership).filter(pk=to.pk).exists():
        raise rules.CannotHandOver(_("%(name)s is not in the team any more. Choose somebody else.") % {"name": to})
    leaver, team = membership.user, membership.organisation
    moved = [kind.hand_over(user=leaver, to=to, organisation=team, by=by, at=at) for kind in kinds()]
    audit.record(
        "accounts.work_handed_over",
        by=by,
        object_type="membership",
        object_ref=str(membership.uuid),
        organisation=membership.organisation.code,
        details={"to": str(to.uuid), "number": sum(moved)},
    )
    return sum(moved)
