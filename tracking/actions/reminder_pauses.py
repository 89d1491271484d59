"""Staff let all reminders rest for a while. The job and the outbox both ask; nothing has to end it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from talent_register.audit import actions as audit
from tracking.models import ReminderPause
from tracking.rules.pauses import check_can_pause

from .reminders import wait_for_the_job


@transaction.atomic
def pause(*, from_day: date, until_day: date, reason: str, by: Any, at: datetime) -> ReminderPause:
    """No reminder is written or leaves from one day until another. Raises rules.pauses.CannotPause.

    What waits leaves afterwards; what is past its last day by then is dropped, as after an outage.
    """
    wait_for_the_job()
    today = timezone.localdate(at)
    other = ReminderPause.objects.not_over(today).exists()
    check_can_pause(today=today, from_day=from_day, until_day=until_day, has_other=other)
    made = ReminderPause.objects.create(from_day=from_day, until_day=until_day, reason=reason, by=by, at=at)
    days = {"from": from_day.isoformat(), "until": until_day.isoformat()}
    audit.record("tracking.reminders_paused", by=by, object_type="reminder", reason=reason, details=days)
    return made


@transaction.atomic
def resume(*, by: Any, at: datetime) -> bool:
    """End the pause that is in force or still to come. False when there is none any more."""
    wait_for_the_job()
    found = ReminderPause.objects.not_over(timezone.localdate(at)).first()
    if found is None:
        return False
    found.ended_by, found.ended_at = by, at
    found.save(update_fields=["ended_by", "ended_at"])
    audit.record("tracking.reminders_resumed", by=by, object_type="reminder")
    return True
