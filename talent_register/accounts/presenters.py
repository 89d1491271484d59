"""What the pages of accounts say, worked out before the template."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db.models import Max
from django.utils.translation import gettext as _

from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation

from . import access, rules
from .actions.invitations import digest
from .models import Invitation, Membership
from .roles import ROLES, Role


@dataclass(frozen=True)
class Security:
    """What protects one account."""

    email: str
    passkeys: list[str] = field(default_factory=list)
    has_app: bool = False
    codes_left: int | None = None
    needs_factor: bool = False
    places: list[tuple[Role, Organisation, bool]] = field(default_factory=list)

    @property
    def has_factor(self) -> bool:
        return self.has_app or bool(self.passkeys)

    @classmethod
    def of(cls, user) -> "Security":
        kinds = Authenticator.Type
        mine = list(Authenticator.objects.filter(user=user).order_by("created_at"))
        codes = [RecoveryCodes(a).get_unused_codes() for a in mine if a.type == kinds.RECOVERY_CODES]
        return cls(
            email=user.email,
            passkeys=[a.wrap().name for a in mine if a.type == kinds.WEBAUTHN],
            has_app=any(a.type == kinds.TOTP for a in mine),
            codes_left=len(codes[0]) if codes else None,
            needs_factor=access.needs_second_factor(user),
            places=[
                (role, m.organisation, Permission.TEAM_VIEW in role.permissions) for role, m in access.roles_of(user)
            ],
        )


@dataclass(frozen=True)
class Member:
    """One line of a team."""

    membership: Membership
    name: str
    email: str
    role: Role
    since: date
    last_active: datetime | None
    may_be_ended: bool = False

    @classmethod
    def of(cls, membership: Membership, *, may_be_ended: bool = False) -> "Member":
        user = membership.user
        last_seen = getattr(membership, "last_seen", None) or user.last_login
        role = ROLES[membership.role]
        return cls(membership, str(user), user.email, role, membership.from_date, last_seen, may_be_ended)


@dataclass(frozen=True)
class Team:
    """The people of an organisation, who is invited, and the words for each role that can be held there."""

    organisation: Organisation
    members: list[Member]
    invitations: list[tuple[Invitation, Role, bool]]
    roles: list[Role]
    may_invite: bool

    @classmethod
    def of(cls, organisation: Organisation, own_roles: Iterable[Role], user) -> "Team":
        offered = {role.code for role in rules.roles_to_offer(own_roles, organisation.kind)}
        current = access.visible_memberships(user).filter(organisation=organisation, role__in=ROLES).current()
        rows = current.select_related("user").annotate(last_seen=Max("user__usersession__last_seen_at"))
        invited = access.visible_invitations(user).filter(organisation=organisation, role__in=ROLES).unanswered()
        return cls(
            organisation=organisation,
            members=[Member.of(m, may_be_ended=m.role in offered) for m in rows.order_by("user__name", "user__email")],
            invitations=[(i, ROLES[i.role], i.role in offered) for i in invited.select_related("invited_by")],
            roles=[role for role in ROLES.values() if role.may_be_held_in(organisation.kind)],
            may_invite=bool(offered),
        )


@dataclass(frozen=True)
class Offer:
    """An invitation as the invited person sees it."""

    invitation: Invitation | None
    role: Role | None = None
    reason_dead: str = ""
    is_for_this_user: bool = False

    @classmethod
    def of(cls, token: str, user, *, at: datetime) -> "Offer":
        found = Invitation.objects.select_related("organisation", "invited_by").filter(token_hash=digest(token)).first()
        if found is None or found.role not in ROLES:
            return cls(None, reason_dead=_("This link is not complete. Copy the whole link from the email."))
        addresses = set()
        if user.is_authenticated:
            addresses = set(user.emailaddress_set.filter(verified=True).values_list("email", flat=True))
        is_for_this_user = found.email.lower() in {address.lower() for address in addresses}
        return cls(found, ROLES[found.role], _reason_dead(found, at), is_for_this_user)


def _reason_dead(invitation: Invitation, at: datetime) -> str:
    """Why nobody can accept an invitation any more, or nothing."""
    try:
        rules.check_can_accept(
            is_accepted=invitation.accepted_at is not None,
            is_withdrawn=invitation.withdrawn_at is not None,
            expires=invitation.expires_at,
            at=at,
            addressed_to=invitation.email,
            verified={invitation.email},
        )
    except rules.CannotAccept as reason:
        return str(reason)
    return ""
