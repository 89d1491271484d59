"""What the pages of accounts say, worked out before the template."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils.translation import gettext as _

from talent_register.common.permissions import Permission
from talent_register.common.secret_links import token_hash
from talent_register.organisations.models import Organisation

from . import access, rules
from .actions import handing_over
from .models import ApiToken, Invitation, Membership
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
    resting: list[Membership] = field(default_factory=list)

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
            resting=access.resting_memberships(user),
        )


@dataclass(frozen=True)
class Member:
    """One line of a team."""

    membership: Membership
    name: str
    email: str
    role: Role
    since: date
    last_active: date | None
    may_be_ended: bool = False

    @classmethod
    def of(cls, membership: Membership, *, may_be_ended: bool = False) -> "Member":
        user = membership.user
        role = ROLES[membership.role]
        return cls(membership, str(user), user.email, role, membership.from_date, user.last_active_on, may_be_ended)

    @property
    def rests(self) -> str:
        """Why the role gives nothing at present, or nothing."""
        return self.membership.get_rests_because_display()

    def idle_days(self, today: date) -> int:
        return (today - self.membership.idle_since).days


@dataclass(frozen=True)
class Leaver:
    """A member whose role is about to end, and what they kept for the team."""

    member: Member
    organisation: Organisation
    belongings: list[tuple[str, int]]

    @classmethod
    def of(cls, membership: Membership) -> "Leaver":
        kept = handing_over.belongings(user=membership.user, organisation=membership.organisation)
        return cls(Member.of(membership), membership.organisation, kept)


@dataclass(frozen=True)
class Team:
    """The people of an organisation, who is invited, and the words for each role that can be held there."""

    organisation: Organisation
    members: list[Member]
    invitations: list[tuple[Invitation, Role, bool]]
    roles: list[Role]
    may_invite: bool
    left_behind: list[Membership] = field(default_factory=list)

    @classmethod
    def of(cls, organisation: Organisation, own_roles: Iterable[Role], user) -> "Team":
        offered = {role.code for role in rules.roles_to_offer(own_roles, organisation.kind)}
        rows = access.visible_memberships(user).filter(organisation=organisation, role__in=ROLES).held()
        rows = rows.select_related("user")
        invited = access.visible_invitations(user).filter(organisation=organisation, role__in=ROLES).unanswered()
        return cls(
            organisation=organisation,
            members=[Member.of(m, may_be_ended=m.role in offered) for m in rows.order_by("user__name", "user__email")],
            invitations=[(i, ROLES[i.role], i.role in offered) for i in invited.select_related("invited_by")],
            roles=[role for role in ROLES.values() if role.may_be_held_in(organisation.kind)],
            may_invite=bool(offered),
            left_behind=handing_over.left_behind(organisation) if offered else [],
        )


@dataclass(frozen=True)
class Question:
    """One line of the access review: a member, what speaks for a second look, and whether this user may answer."""

    member: Member
    due: date
    is_near: bool
    idle_days: int
    reason_not: str = ""


@dataclass(frozen=True)
class Review:
    """Whether each role in a team is still needed, those that are most in doubt first."""

    organisation: Organisation
    questions: list[Question]

    @property
    def others(self) -> list[Question]:
        """What somebody else confirms."""
        return [question for question in self.questions if question.reason_not]

    @classmethod
    def of(cls, organisation: Organisation, own_roles: Iterable[Role], user, today: date) -> "Review":
        found = access.visible_memberships(user).filter(organisation=organisation, role__in=ROLES).held(today)
        rows = list(found.select_related("user"))
        inviters = {m.user_id for m in rows if ROLES[m.role].invites and not m.rests_since}
        questions = [
            Question(
                member := Member.of(m),
                due=rules.confirm_by(m.checked_on),
                is_near=rules.is_confirmation_near(m.checked_on, today),
                idle_days=member.idle_days(today),
                reason_not=_reason_not(m, own_roles, user, inviters),
            )
            for m in rows
        ]
        order = sorted(questions, key=lambda q: (not q.member.rests, q.due, -q.idle_days, q.member.name))
        return cls(organisation, order)


def _reason_not(membership: Membership, own_roles: Iterable[Role], user, inviters: set[int]) -> str:
    """Why this user may not confirm a role, or nothing."""
    try:
        rules.check_can_confirm(
            role=membership.role,
            confirmer=own_roles,
            is_own=membership.user_id == user.pk,
            other_inviters=len(inviters - {membership.user_id}),
        )
    except rules.CannotConfirm as reason:
        return str(reason)
    return ""


@dataclass(frozen=True)
class Unused:
    """One role of the list of those that nobody used lately, for those who look after the whole register."""

    member: Member
    organisation: Organisation
    idle_days: int


def unused(memberships: Iterable[Membership], today: date) -> list[Unused]:
    """The longest unused first."""
    lines = [Unused(member := Member.of(m), m.organisation, member.idle_days(today)) for m in memberships]
    return sorted(lines, key=lambda line: -line.idle_days)


@dataclass(frozen=True)
class Offer:
    """An invitation as the invited person sees it."""

    invitation: Invitation | None
    role: Role | None = None
    reason_dead: str = ""
    is_for_this_user: bool = False

    @classmethod
    def of(cls, token: str, user, *, at: datetime) -> "Offer":
        found = (
            Invitation.objects.select_related("organisation", "invited_by").filter(token_hash=token_hash(token)).first()
        )
        if found is None or found.role not in ROLES:
            return cls(None, reason_dead=_("This link is not complete. Copy the whole link from the email."))
        is_for_this_user = user.is_authenticated and found.email.lower() in user.proven_addresses
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


def tokens_of(tokens: Iterable[ApiToken], scopes: dict, at: datetime) -> list[dict]:
    """Rows of the page of tokens: the token, what it may do, and whether it works."""
    return [
        {
            "token": token,
            "scopes": [scopes.get(scope, scope) for scope in token.scopes],
            "works": token.revoked_at is None and token.expires_at > at,
            "state": _token_state(token, at),
        }
        for token in tokens
    ]


def _token_state(token: ApiToken, at: datetime) -> str:
    if token.revoked_at:
        return _("Stopped")
    return _("Works") if token.expires_at > at else _("Expired")
