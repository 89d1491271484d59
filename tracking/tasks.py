"""The daily work of tracking. Safe to ring at any hour, any number of times."""

from celery import shared_task
from django.utils import timezone

from .actions import reminders


@shared_task(name="tracking.send_reminders")
def send_reminders(**kwargs: object) -> None:
    """Write the reminders of today, and take back those that no longer apply."""
    reminders.send(at=timezone.now())
