from celery import shared_task
from django.utils import timezone

from talent_register.audit.context import acting

from .actions import reviews


@shared_task(name="accounts.review_access")
@acting("job:accounts.review_access")
def review_access(**kwargs: object) -> None:
    """Let roles rest that nobody confirms or uses. Safe to run at any hour, any number of times."""
    reviews.review_all(day=timezone.localdate())
