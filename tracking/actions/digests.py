"""Once a week or a day: what waits for each member of staff, in one letter, or none where nothing waits."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from talent_register.accounts.access import nation_of
from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES
from talent_register.audit import actions as audit
from talent_register.audit.context import acting
from talent_register.common import holidays
from talent_register.letters import actions as letters
from talent_register.letters.choices import Purpose
from tracking import emails, registry
from tracking.choices import Rhythm
from tracking.models import Digest, DigestChoice, ReminderPause
from tracking.rules import digests as rules

ACTOR = "job:tracking.write_digests"
STAFF_ROLES = [code for code, role in ROLES.items() if role.rank]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reader:
    """A member of staff, and the week or day for which their digest is due."""

    user: User
    period: str


def write(*, at: datetime, begin: Callable[[User, datetime], None] = lambda user, at: None) -> int:
    """Write every digest that a moment calls for. Returns how many letters were new.

    `begin` is called for each, in its transaction, before what waits is asked for: what compares with the last digest
    learns that this is another one.

    Each person is a transaction of their own, and a row for the week or day keeps it to once, whoever else runs.
    While staff pause reminders none is written; a week that is not over by then is made up for.
    """
    holidays.refresh()
    if ReminderPause.objects.in_force(timezone.localdate(at)).exists():
        return 0
    written = 0
    for reader in _due(at):
        try:
            with acting(ACTOR):
                written += _write(reader, at, begin)
        except Exception:  # what cannot be counted for one must not keep the others waiting
            logger.exception("A digest could not be written.")
    return written


def staff(at: datetime) -> QuerySet[User]:
    """Everybody who holds a role today that is given by invitation."""
    held = Membership.objects.filter(role__in=STAFF_ROLES).current(timezone.localdate(at))
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def rhythm_of(user: User) -> str:
    """How often; empty for never."""
    if letters.is_stopped_at(email=user.email, purpose=Purpose.DIGEST):
        return ""
    choice = DigestChoice.objects.filter(user=user).first()
    return choice.rhythm if choice else Rhythm.WEEKLY


def is_of_now(user: User, period: str, at: datetime) -> bool:
    """Whether a digest is of the week or day in which a moment lies."""
    choice = DigestChoice.objects.filter(user=user).first()
    return period == rules.period_around(choice.rhythm if choice else Rhythm.WEEKLY, at)


def _due(at: datetime) -> list[Reader]:
    found = []
    for user in staff(at).select_related("digest_choice").prefetch_related("memberships__organisation").order_by("pk"):
        choice = getattr(user, "digest_choice", None)
        rhythm, nation = choice.rhythm if choice else Rhythm.WEEKLY, nation_of(user)
        period = rules.period(rhythm, at, nation)
        if period and _was_there(user, choice, rules.due_on(rhythm, timezone.localdate(at), nation)):
            found.append(Reader(user, period))
    done = set(Digest.objects.filter(period__in={one.period for one in found}).values_list("user", "period"))
    stopped = letters.stopped_addresses(purpose=Purpose.DIGEST)
    return [one for one in found if (one.user.pk, one.period) not in done and one.user.email not in stopped]


def _was_there(user: User, choice: DigestChoice | None, day: Any) -> bool:
    """Whether somebody had their role, and had chosen so, when the period began: else the next one is their first."""
    began = [m.from_date for m in user.memberships.all() if m.role in STAFF_ROLES and m.to_date is None]
    return bool(began) and min(began) <= day and (choice is None or timezone.localdate(choice.at) <= day)


@transaction.atomic
def _write(reader: Reader, at: datetime, begin: Callable[[User, datetime], None]) -> int:
    user = reader.user
    digest, is_new = Digest.objects.get_or_create(user=user, period=reader.period, defaults={"created_at": at})
    if not is_new:
        return 0
    begin(user, at)
    with translation.override(user.language):
        lines = registry.waiting(user, timezone.localdate(at))
    if not lines:
        return 0
    letter = emails.digest(user, reader.period, lines, at)
    digest.number, digest.letter_key = sum(line.number for line in lines), letter.key
    digest.save(update_fields=["number", "letter_key"])
    return 1


@transaction.atomic
def choose(*, user: User, rhythm: str, at: datetime) -> None:
    """Weekly, daily or never. What waits to leave and is not wanted any more does not leave."""
    if rhythm:
        DigestChoice.objects.update_or_create(user=user, defaults={"rhythm": rhythm, "at": at})
    letters.choose_at(email=user.email, purpose=Purpose.DIGEST, stops=not rhythm, at=at)
    audit.record("tracking.digest_chosen", by=user, object_type="digest", details={"rhythm": rhythm or "never"})


def takes_letters_of_meetings(user: User) -> bool:
    return not letters.is_stopped_at(email=user.email, purpose=Purpose.MEETING)


@transaction.atomic
def choose_letters_of_meetings(*, user: User, wants: bool, at: datetime) -> None:
    """Whether somebody is written to about review meetings that they take part in: a wish of its own."""
    if wants == takes_letters_of_meetings(user):
        return
    letters.choose_at(email=user.email, purpose=Purpose.MEETING, stops=not wants, at=at)
    audit.record("tracking.meeting_letters_chosen", by=user, object_type="digest", details={"wanted": wants})


@transaction.atomic
def try_out(*, user: User, at: datetime) -> None:
    """The digest as it would read this minute, to oneself alone."""
    with translation.override(user.language):
        lines = registry.waiting(user, timezone.localdate(at))
    emails.digest_trial(user, lines, at)
    audit.record("tracking.reminder_tried", by=user, object_type="reminder", object_ref="DIGEST")


def old(at: datetime, days: int) -> QuerySet[Digest]:
    """Rows that keep no digest from being written twice any more."""
    return Digest.objects.filter(created_at__lte=at - timedelta(days=days)).order_by("created_at")
