"""Decisions about sessions, second factors, invitations and memberships. Pure: no table, no clock, no request."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .roles import ROLES, Role

INVITATION_DAYS = 7
# Access review, in days: confirmed every 90; a warning at 45 without use, rest at 90, the end at 180.
CONFIRM_DAYS, CONFIRM_NOTICE_DAYS, CONFIRM_GRACE_DAYS = 90, 14, 14
UNUSED_WARNING_DAYS, UNUSED_REST_DAYS, UNUSED_END_DAYS = 45, 90, 180


class Ending(StrEnum):
    """Why a session ends by itself."""

    IDLE = "idle"
    HOURS = "hours"


def session_ending(*, began: float, active: float, now: float, idle_minutes: int, hours: int) -> Ending | None:
    """Whether a session is over: nothing done for too long, or begun too long ago. Times in seconds."""
    if now - began >= hours * 3600:
        return Ending.HOURS
    if now - active >= idle_minutes * 60:
        return Ending.IDLE
    return None


class Step(StrEnum):
    """What a user still has to do before the pages of their role open."""

    NONE = "none"
    ENROL = "enrol"
    CONFIRM = "confirm"


def second_factor_step(*, is_needed: bool, is_enrolled: bool, is_used: bool) -> Step:
    """A role that needs a second factor opens once it is enrolled and this very session used it."""
    if not is_needed or is_used:
        return Step.NONE
    return Step.CONFIRM if is_enrolled else Step.ENROL


class CannotInvite(Exception):
    """The reason, for people."""


class CannotAccept(Exception):
    """The reason, for people."""


class CannotHandOver(Exception):
    """The reason, for people."""


class CannotEnd(Exception):
    """The reason, for people."""


def roles_to_offer(inviter: Iterable[Role], kind: str) -> list[Role]:
    """The roles that somebody with these roles may offer in an organisation of a kind: never above their own."""
    inviter = list(inviter)
    offered = {code for role in inviter for code in role.invites}
    highest = max((role.rank for role in inviter), default=0)
    return [
        role for code, role in ROLES.items() if code in offered and role.rank <= highest and role.may_be_held_in(kind)
    ]


def check_can_invite(*, inviter: Iterable[Role], role: str, kind: str, holds_it_already: bool) -> None:
    if role not in {offered.code for offered in roles_to_offer(inviter, kind)}:
        raise CannotInvite(_("You cannot offer that role. Select one of the roles on this page."))
    if holds_it_already:
        raise CannotInvite(_("This person already has that role here. Enter somebody else or select another role."))


def invitation_expires(at: datetime) -> datetime:
    return at + timedelta(days=INVITATION_DAYS)


def check_can_accept(
    *, is_accepted: bool, is_withdrawn: bool, expires: datetime, at: datetime, addressed_to: str, verified: set[str]
) -> None:
    """An invitation works once, in its time, and only for who proved to own its address."""
    if is_accepted:
        raise CannotAccept(_("This invitation has been used. Log in to reach the pages of your role."))
    if is_withdrawn:
        raise CannotAccept(_("This invitation was withdrawn. Ask whoever invited you."))
    if at >= expires:
        raise CannotAccept(_("This invitation is more than 7 days old. Ask whoever invited you to send it again."))
    if addressed_to.lower() not in {address.lower() for address in verified}:
        raise CannotAccept(_("This invitation is for another email address. Log in with the address it was sent to."))


def check_can_end(*, role: str, ender: Iterable[Role], is_own: bool, other_inviters: int) -> None:
    """Who may offer a role may end it; nobody leaves a team without anybody who can invite."""
    if not is_own and not any(role in own.invites for own in ender):
        raise CannotEnd(_("You cannot end that role. Ask somebody who may offer it."))
    if ROLES[role].invites and other_inviters == 0:
        raise CannotEnd(_("This is the last person who can invite others here. Invite somebody to that role first."))


class Next(StrEnum):
    """What the nightly access review does with a membership."""

    NOTHING = "nothing"
    WARN = "warn"
    REST_UNUSED = "rest, unused"
    REST_NOT_CONFIRMED = "rest, not confirmed"
    END = "end"


def confirm_by(checked_on: date) -> date:
    """The day by which somebody must say again that a role is still needed."""
    return checked_on + timedelta(days=CONFIRM_DAYS)


def is_confirmation_near(checked_on: date, today: date) -> bool:
    """Whether it is time to ask: two weeks before the day, and after it."""
    return today >= confirm_by(checked_on) - timedelta(days=CONFIRM_NOTICE_DAYS)


def next_step(
    *, today: date, checked_on: date, idle_since: date, is_resting: bool, is_last_inviter: bool, is_offered: bool = True
) -> Next:
    """What becomes of a membership tonight. The last person who can invite never rests: nobody could wake them.

    A role that only operators give (not `is_offered`) waits for nobody's confirmation.
    """
    idle = (today - idle_since).days
    if is_resting:
        return Next.END if idle >= UNUSED_END_DAYS else Next.NOTHING
    if not is_last_inviter:
        if idle >= UNUSED_REST_DAYS:
            return Next.REST_UNUSED
        if is_offered and today > confirm_by(checked_on) + timedelta(days=CONFIRM_GRACE_DAYS):
            return Next.REST_NOT_CONFIRMED
    return Next.WARN if idle >= UNUSED_WARNING_DAYS else Next.NOTHING


class CannotConfirm(Exception):
    """The reason, for people."""


def is_offered(role: str) -> bool:
    """Whether any role may offer it. Those that none may are given by operators, and confirmed by nobody in the team:
    an auditor must not lose the pages because those whom they watch stay silent."""
    return any(role in known.invites for known in ROLES.values())


def check_can_confirm(*, role: str, confirmer: Iterable[Role], is_own: bool, other_inviters: int) -> None:
    """Who may offer a role may confirm it; their own only where nobody else could."""
    if not is_offered(role):
        raise CannotConfirm(_("Operators of the register give this role and take it away."))
    if not any(role in own.invites for own in confirmer):
        raise CannotConfirm(_("You cannot confirm that role. Ask somebody who may offer it."))
    if is_own and other_inviters:
        raise CannotConfirm(_("A colleague who can invite others confirms your role. You cannot do it yourself."))


class CannotUseToken(Exception):
    """Why a program is not let in: a code, the status of the answer, and the reason for people."""

    def __init__(self, code: str, words: str, status: int = 401):
        super().__init__(words)
        self.code, self.status = code, status


def check_token(
    *, is_known: bool, is_revoked: bool, is_over: bool, is_backed: bool, is_covered: bool, scope: str
) -> None:
    """A token works until its day, until it is stopped, and while whoever made it may still make one there."""
    if not is_known:
        raise CannotUseToken("token_unknown", _("We do not know this token. Copy it again, or create a new one."))
    if is_revoked:
        raise CannotUseToken("token_revoked", _("This token was stopped. Create a new one."))
    if is_over:
        raise CannotUseToken("token_expired", _("This token is past its last day. Create a new one."))
    if not is_backed:
        words = _("Whoever created this token has left the team. Ask a colleague to create a new one.")
        raise CannotUseToken("token_without_owner", words)
    if not is_covered:
        words = _("This token does not cover “%(scope)s”. Create one that does.") % {"scope": scope}
        raise CannotUseToken("token_scope", words, status=403)


LINK_WORKS_FOR = timedelta(hours=24)
ASKED_A_DAY = 5  # by one account
LETTERS_A_DAY = 3  # to one address, whoever asks


class CannotAddAddress(Exception):
    """The reason, for the person who asked."""


LINK_DEAD = gettext_lazy("This link does not work any more. Ask for a new one.")


def check_can_add_address(*, email: str, log_in: str, proven: str, asked_today: int) -> None:
    """Nothing here depends on other people's accounts: the answer says nothing about them."""
    if email == log_in:
        raise CannotAddAddress(_("You log in with this address. Enter the one you have at work"))
    if email == proven:
        raise CannotAddAddress(_("This is your work address already. Enter a different one"))
    if asked_today >= ASKED_A_DAY:
        raise CannotAddAddress(_("You have asked for 5 links today. Ask again tomorrow"))


def may_write_to(asked_lately: int) -> bool:
    """Whether one more link may go to an address that so many were asked for in a day."""
    return asked_lately < LETTERS_A_DAY


PUT_BACK_WITHIN = timedelta(hours=72)


class CannotPutBack(Exception):
    """The reason, for whoever holds the link."""


def check_can_put_back(
    *, is_known: bool, is_used: bool, expires: datetime | None, at: datetime, is_taken: bool
) -> None:
    """A former address comes back once, within 72 hours, and only while nobody else logs in with it."""
    if not is_known:
        raise CannotPutBack(_("We do not know this link. Copy the whole address from the email."))
    if is_used:
        raise CannotPutBack(_("This link has been used. The address was put back then."))
    if expires is None or at >= expires:
        raise CannotPutBack(_("This link is more than 72 hours old."))
    if is_taken:
        raise CannotPutBack(_("Another account uses this address now."))
