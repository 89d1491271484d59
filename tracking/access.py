"""In which capacity staff look, at what pages, and which record is somebody's own."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.accounts.access import capacity, roles_of
from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES, Reach
from talent_register.audit import actions as audit
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation

from .choices import Purpose

PURPOSE_KEY = "purpose_of_looking"


def organisations_of(user: Any, permission: Permission) -> list[Organisation]:
    """The organisations on whose behalf the user may act, each once."""
    found = {m.organisation_id: m.organisation for role, m in roles_of(user) if permission in role.permissions}
    return list(found.values())


def colleagues(organisation: Organisation, permission: Permission) -> list[User]:
    """Who holds a permission today in one organisation, or over the nation."""
    local = [code for code, role in ROLES.items() if permission in role.permissions]
    wide = [code for code in local if ROLES[code].reach is Reach.NATION]
    held = Membership.objects.current().filter(Q(organisation=organisation, role__in=local) | Q(role__in=wide))
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk"))


def acting_organisation(user: Any, permission: Permission, person: Clinician) -> Organisation | None:
    """On whose behalf the user speaks about a person: the team of the person's region before any other."""
    found = organisations_of(user, permission)
    near = [one for one in found if one.region_id and one.region_id == person.region_id]
    return next(iter([*near, *found]), None)


# Parts of the service that people are looked at for one reason, by the first word of their address.
CONTEXTS = {
    "review-meetings": Purpose.MEETING,
    "cohorts": Purpose.COHORT,
    "pipelines": Purpose.POSTS,
    "slates": Purpose.POSTS,
    "discussions": Purpose.REVIEW,
    "nominations": Purpose.REVIEW,
    "work": Purpose.SUPPORT,
}


def purpose_of(request: HttpRequest) -> Purpose | None:
    """Why the user said they are looking, for as long as they stay logged in; or else where they come from says it."""
    kept = request.session.get(PURPOSE_KEY)
    if kept in Purpose.values:
        return Purpose(kept)
    came_from = urlsplit(request.headers.get("referer", "")).path
    return _context(request.path) or _context(came_from)


def _context(path: str) -> Purpose | None:
    """What a page is for, if it is for one thing. The language may stand before the word."""
    words = [word for word in path.split("/") if word][:2]
    return next((CONTEXTS[word] for word in words if word in CONTEXTS), None)


def note_view(
    request: HttpRequest,
    people: Iterable[Clinician],
    *,
    page: str,
    permission: Permission,
    purpose: Purpose | None = None,
) -> None:
    """Write who is being seen, in the transaction of the request that shows them.

    A page that has one purpose of its own gives it; otherwise it is what the user said.
    """
    place = capacity(request.user, permission)
    purpose = purpose or purpose_of(request)
    audit.viewed(
        [person.reference for person in people],
        page=page,
        by=request.user,
        organisation=place.organisation,
        role=place.role,
        purpose=str(purpose.label) if purpose else "",
    )


def own_record(user: Any) -> Clinician:
    """The user's own record; a user without one has no such page."""
    try:
        return user.clinician
    except Clinician.DoesNotExist:
        raise Http404(_("You have no record on the register.")) from None
