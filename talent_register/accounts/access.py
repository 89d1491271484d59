"""What a user may do, and where. The only place that reads memberships for a decision."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from talent_register.common.permissions import Permission
from talent_register.common.secret_links import token_hash
from talent_register.organisations.models import Organisation

from . import rules
from .models import ApiToken, Invitation, Membership, User, WorkAddress
from .roles import ROLES, Reach, Role


def roles_of(user: Any) -> list[tuple[Role, Membership]]:
    """The roles a user holds today, each with the membership that gives it. Read once a request."""
    if not hasattr(user, "_roles_today"):
        memberships = user.memberships.current().select_related("organisation", "organisation__region")
        user._roles_today = [(ROLES[m.role], m) for m in memberships if m.role in ROLES]
    return user._roles_today


def can(user: Any, permission: Permission) -> bool:
    """Whether a user holds a permission anywhere. Strangers hold none; every user keeps their own record."""
    if not user.is_authenticated or not user.is_active:
        return False
    if permission in ROLES["clinician"].permissions:
        return True
    return any(permission in role.permissions for role, _ in roles_of(user))


def needs_second_factor(user: Any) -> bool:
    """Whether any role the user holds demands a second factor; the admin demands one too."""
    if not user.is_authenticated:
        return False
    return user.is_staff or any(role.needs_second_factor for role, _ in roles_of(user))


class Capacity(NamedTuple):
    """On whose behalf somebody acts: what the person reads in "who has seen me"."""

    organisation: str
    role: str
    code: str = ""  # of the organisation


def capacity(user: Any, permission: Permission, places: Collection[int] | None = None) -> Capacity:
    """The first of the user's roles that gives the permission, in one of these organisations where they are told."""
    for role, membership in roles_of(user):
        if permission in role.permissions and (places is None or membership.organisation_id in places):
            place = membership.organisation
            return Capacity(place.name, str(role.name), place.code)
    return Capacity("", "")


def organisations_where(user: Any, permission: Permission) -> list[int]:
    """Ids of the organisations in which the user holds the permission."""
    if not user.is_authenticated:
        return []
    return [m.organisation_id for role, m in roles_of(user) if permission in role.permissions]


def regions_where(user: Any, permission: Permission) -> list[int]:
    """Ids of the regions over which a role of regional reach gives the permission."""
    if not user.is_authenticated:
        return []
    return [
        m.organisation.region_id
        for role, m in roles_of(user)
        if permission in role.permissions and role.reach is Reach.REGION and m.organisation.region_id
    ]


def reaches_nation(user: Any, permission: Permission) -> bool:
    """Whether a role of national reach gives the permission."""
    if not user.is_authenticated:
        return False
    return any(permission in role.permissions and role.reach is Reach.NATION for role, _ in roles_of(user))


def nation_of(user: User) -> str:
    """The nation of the body for which somebody has worked longest: whose bank holidays count. Empty without a role."""
    held = [m for m in user.memberships.all() if m.to_date is None and ROLES.get(m.role) and ROLES[m.role].rank]
    return min(held, key=lambda m: (m.from_date, m.pk)).organisation.nation if held else ""


def team_of(user: User) -> str:
    """The body for which somebody acts, when that is one alone."""
    places = {m.organisation for _role, m in roles_of(user)}
    return str(places.pop()) if len(places) == 1 else ""


def nation_of_address(email: str) -> str:
    """As nation_of, for whoever logs in with an address."""
    user = User.objects.filter(email=email.lower()).prefetch_related("memberships__organisation").first()
    return nation_of(user) if user else ""


def own_work_addresses(user: Any, at: datetime) -> tuple[WorkAddress | None, WorkAddress | None]:
    """The one that is proven, and the one whose link waits to be opened."""
    own = WorkAddress.objects.filter(user=user)
    return own.proven().first(), own.waiting(at).first()


def is_own_link(user: Any, token: str, at: datetime) -> bool:
    """Whether a link to confirm a work address still works for this account."""
    return WorkAddress.objects.waiting(at).filter(user=user, token_hash=token_hash(token)).exists()


def proof_asked(request: HttpRequest) -> HttpResponse | None:
    """The way to the page that asks for the password (or second factor) again; None where it was given just now.

    An account without either, opened by a link alone, has nothing to give again.
    """
    adapter = get_adapter(request)
    methods = adapter.get_reauthentication_methods(request.user)
    if not methods or not adapter.is_reauthentication_required(app="account"):
        return None
    page = "account_reauthenticate" if methods[0]["id"] == "reauthenticate" else "mfa_reauthenticate"
    return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")


# The organisations of the programme itself, whose teams people of national reach look after.
PROGRAMME_KINDS = (Organisation.Kind.NATIONAL, Organisation.Kind.REGION)


def roles_in(user: Any, organisation: Organisation) -> list[Role]:
    """The roles a user acts with in one organisation: those held there, and national ones for the programme's own."""
    is_programme = organisation.kind in PROGRAMME_KINDS
    return [
        role
        for role, m in roles_of(user)
        if m.organisation_id == organisation.pk or (is_programme and role.reach is Reach.NATION)
    ]


def can_in(user: Any, permission: Permission, organisation: Organisation) -> bool:
    """Whether a user holds a permission in one organisation."""
    return any(permission in role.permissions for role in roles_in(user, organisation))


def check_can_in(user: Any, permission: Permission, organisation: Organisation) -> None:
    if not can_in(user, permission, organisation):
        raise PermissionDenied(permission)


def visible_teams(user: Any) -> QuerySet[Organisation]:
    """The organisations whose team a user may see."""
    teams = Organisation.objects.filter(id__in=organisations_where(user, Permission.TEAM_VIEW))
    if reaches_nation(user, Permission.TEAM_VIEW):
        teams |= Organisation.objects.filter(kind__in=PROGRAMME_KINDS)
    return teams


def visible_memberships(user: Any) -> QuerySet[Membership]:
    """The memberships that a user sees on team pages."""
    return Membership.objects.filter(organisation__in=visible_teams(user))


def visible_invitations(user: Any) -> QuerySet[Invitation]:
    """The invitations that a user sees on team pages."""
    return Invitation.objects.filter(organisation__in=visible_teams(user))


def resting_memberships(user: Any) -> list[Membership]:
    """A user's own roles that give nothing at present."""
    found = user.memberships.held().filter(rests_since__isnull=False, role__in=ROLES)
    return list(found.select_related("organisation"))


def unused_memberships(user: Any, day: date) -> QuerySet[Membership]:
    """Roles anywhere that rest, or whose holder has opened no page for the days after which one is warned."""
    if not can(user, Permission.ACCESS_VIEW):
        return Membership.objects.none()
    since = day - timedelta(days=rules.UNUSED_WARNING_DAYS)
    idle = Q(user__last_active_on__lte=since) | Q(user__last_active_on__isnull=True)
    idle &= Q(from_date__lte=since) & (Q(given_back_on__isnull=True) | Q(given_back_on__lte=since))
    held = Membership.objects.held(day).filter(role__in=ROLES)
    return held.filter(idle | Q(rests_since__isnull=False)).select_related("user", "organisation")


def visible_tokens(user: Any) -> QuerySet[ApiToken]:
    """The tokens of programs that a user looks after."""
    return ApiToken.objects.filter(organisation__in=organisations_where(user, Permission.TOKEN_MANAGE))
