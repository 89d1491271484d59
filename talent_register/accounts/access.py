"""What a user may do, and where. The only place that reads memberships for a decision."""

from talent_register.common.permissions import Permission

from .models import Membership, User
from .roles import ROLES, Reach, Role


def roles_of(user: User) -> list[tuple[Role, Membership]]:
    """The roles a user holds today, each with the membership that gives it. Read once a request."""
    if not hasattr(user, "_roles_today"):
        memberships = user.memberships.current().select_related("organisation", "organisation__region")
        user._roles_today = [(ROLES[m.role], m) for m in memberships if m.role in ROLES]
    return user._roles_today


def can(user, permission: Permission) -> bool:
    """Whether a user holds a permission anywhere. Strangers hold none; every user keeps their own record."""
    if not user.is_authenticated or not user.is_active:
        return False
    if permission in ROLES["clinician"].permissions:
        return True
    return any(permission in role.permissions for role, _ in roles_of(user))


def needs_second_factor(user) -> bool:
    """Whether any role the user holds demands a second factor; the admin demands one too."""
    if not user.is_authenticated:
        return False
    return user.is_staff or any(role.needs_second_factor for role, _ in roles_of(user))


def organisations_where(user, permission: Permission) -> list[int]:
    """Ids of the organisations in which the user holds the permission."""
    if not user.is_authenticated:
        return []
    return [m.organisation_id for role, m in roles_of(user) if permission in role.permissions]


def regions_where(user, permission: Permission) -> list[int]:
    """Ids of the regions over which a role of regional reach gives the permission."""
    if not user.is_authenticated:
        return []
    return [
        m.organisation.region_id
        for role, m in roles_of(user)
        if permission in role.permissions and role.reach is Reach.REGION and m.organisation.region_id
    ]


def reaches_nation(user, permission: Permission) -> bool:
    """Whether a role of national reach gives the permission."""
    if not user.is_authenticated:
        return False
    return any(permission in role.permissions and role.reach is Reach.NATION for role, _ in roles_of(user))
