"""What a leaver had begun goes to a colleague. What that is, the storeys above say: settings.BELONGINGS."""

from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from talent_register.accounts.models import Membership, User
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation


class Belongings(Protocol):
    """One kind of thing that somebody keeps for a team: searches, actions, seats in meetings."""

    words: str

    def count(self, *, user: User, organisation: Organisation) -> int: ...

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


@transaction.atomic
def hand_over(*, membership: Membership, to: User, by: User, at: datetime) -> int:
    """Give a colleague everything that the holder of a role kept for its organisation. Returns how many things."""
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
