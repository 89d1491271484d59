"""Who of a team can hold talent discussions, and with which people: asked by pages and again by actions."""

from django.db.models import QuerySet

from profiles.models import Clinician
from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation


def members(team: Organisation) -> QuerySet[User]:
    """Who holds a role in the team today with which discussions are recorded."""
    roles = [code for code, role in ROLES.items() if Permission.DISCUSSION_EDIT in role.permissions]
    held = Membership.objects.current().filter(organisation=team, role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def within_reach(people: QuerySet[Clinician], reviewer: User) -> QuerySet[Clinician]:
    """Those with whom somebody may talk: whom they may see by their own roles, and never themselves."""
    seen = Clinician.objects.visible_to(reviewer, Permission.DISCUSSION_EDIT).exclude(user=reviewer)
    return people.filter(pk__in=seen.order_by().values("pk"))
