"""A reminder as it reads, sent to the member of staff who wants to see it in a mail program."""

from datetime import datetime
from typing import Any

from django.db import transaction

from talent_register.audit import actions as audit
from tracking import emails
from tracking.rules.reminders import ReminderRule


@transaction.atomic
def send_to_self(*, rule: ReminderRule, by: Any, at: datetime) -> None:
    """Write the example of a reminder to the user's own address. The same one goes once a minute at most."""
    emails.trial(rule, user=by, at=at)
    audit.record("tracking.reminder_tried", by=by, object_type="reminder", object_ref=rule.kind)
