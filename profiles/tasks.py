"""Work on people in the background. Each task runs again without harm."""

from celery import shared_task
from django.utils import timezone

from profiles.actions import erasure
from talent_register.audit.context import acting


@shared_task(name="profiles.erase_unanswered")
def erase_unanswered(**kwargs: object) -> None:
    """Erase supplied records whose people did not answer in time, a batch a transaction."""
    erased = 1
    while erased:
        with acting("job:profiles.erase_unanswered"):
            erased = erasure.erase_unanswered(on=timezone.localdate(), at=timezone.now())
