"""What members of a review meeting are written: that there is one, that it moved or will not be, and that it is near.

The letters say whose meeting it is, the day and the link. They name nobody, and not the meeting, whose name may.
Whoever wants no digest still gets them: they are a purpose of their own.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.common.permissions import Permission
from talent_register.letters import actions as letters
from talent_register.letters.actions.writing import compose
from talent_register.letters.models import Letter, Purpose

from .models import ReviewMeeting

State = ReviewMeeting.State
PLANNED, MOVED, CANCELLED, SOON = (f"tracking/meeting_{what}" for what in ("planned", "moved", "cancelled", "soon"))
EXAMPLE = {
    "name": "Rory Lead",
    "team": "South West",
    "day": date(2026, 8, 6),
    "address": "https://register.example.nhs.uk/meetings/0/",
}
EXAMPLES = dict.fromkeys([PLANNED, MOVED, CANCELLED, SOON], EXAMPLE)
NOT_SO_ANY_MORE = "The meeting was moved, is over or will not be, or the reader does not take part any more."


def tell(kind: str, meeting: ReviewMeeting, users: Iterable[User], *, once: str) -> None:
    """Write to some members. `once` tells two letters of one kind, to one reader, about one meeting apart."""
    letters.write_many(_draft(kind, meeting, user, once) for user in users if user.is_active)


def tell_planned(meeting: ReviewMeeting, users: Iterable[User]) -> None:
    tell(PLANNED, meeting, users, once="")


def tell_moved(meeting: ReviewMeeting, users: Iterable[User], at: datetime) -> None:
    tell(MOVED, meeting, users, once=f"{at:%Y-%m-%dT%H:%M:%S.%f}")


def tell_cancelled(meeting: ReviewMeeting, users: Iterable[User]) -> None:
    tell(CANCELLED, meeting, users, once="")


def tell_soon(meeting: ReviewMeeting, users: Iterable[User], days: int) -> None:
    """So many days before: once for each day that the meeting was to be on."""
    tell(SOON, meeting, users, once=f"{meeting.on}:{days}")


def _draft(kind: str, meeting: ReviewMeeting, user: User, once: str) -> letters.Draft:
    return letters.Draft(
        key=f"{kind}:{meeting.uuid}:{user.uuid}:{once}",
        kind=kind,
        purpose=Purpose.MEETING,
        to_email=user.email,
        to_name=user.name,
        language=user.language,
        related=str(meeting.uuid),
        context=_context(meeting, user),
    )


def _context(meeting: ReviewMeeting, user: User) -> dict[str, Any]:
    with translation.override(user.language):
        path = reverse("meeting", args=[meeting.uuid])
    return {
        "name": user.name,
        "team": str(meeting.owner),
        "day": meeting.on,
        "address": f"{settings.PUBLIC_URL}{path}",
    }


def reason_not_to_tell(letter: Letter) -> str:
    """What the outbox asks just before such a letter leaves. One that may says the day of today."""
    meeting = ReviewMeeting.objects.filter(uuid=letter.related).select_related("owner").first()
    member = meeting.members.filter(user__email=letter.to_email).select_related("user").first() if meeting else None
    if meeting is None or member is None or not access.can(member.user, Permission.DISCUSSION_VIEW):
        return NOT_SO_ANY_MORE
    wanted = State.CANCELLED if letter.kind == CANCELLED else State.PLANNED
    if meeting.state != wanted or meeting.on < timezone.localdate():
        return NOT_SO_ANY_MORE
    letter.subject, letter.body = compose(letter.kind, _context(meeting, member.user), letter.language)
    return ""
