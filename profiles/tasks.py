"""Work on people in the background. Each task runs again without harm."""

from celery import shared_task
from django.utils import timezone

from profiles.actions import drafts, erasure
from talent_register.audit.context import acting


@shared_task(name="profiles.erase_unanswered")
def erase_unanswered(**kwargs: object) -> None:
    """Erase what nobody answered in time: supplied records, a batch a transaction, and answers never confirmed."""
    with acting("job:profiles.erase_unanswered"):
        drafts.forget_stale(at=timezone.now())
    erased = 1
    while erased:
        with acting("job:profiles.erase_unanswered"):
            erased = erasure.erase_unanswered(on=timezone.localdate(), at=timezone.now())
