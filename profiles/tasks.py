"""Work on people in the background. Each task runs again without harm."""

from celery import shared_task
from django.utils import timezone

from profiles.actions import copies, departures, drafts, erasure, pauses, unsent
from talent_register.audit.context import acting


@shared_task(name="profiles.erase_unanswered")
def erase_unanswered(**kwargs: object) -> None:
    """Erase what nobody answered in time: supplied records, a batch a transaction, and answers never confirmed."""
    with acting("job:profiles.erase_unanswered"):
        drafts.forget_stale(at=timezone.now())
        unsent.forget_old(at=timezone.now())
    with acting("job:profiles.erase_unanswered"):
        erasure.tell_colleges(on=timezone.localdate())
    erased = 1
    while erased:
        with acting("job:profiles.erase_unanswered"):
            erased = erasure.erase_unanswered(on=timezone.localdate(), at=timezone.now())
    with acting("job:profiles.erase_unanswered"):
        erasure.tidy()


@shared_task(name="profiles.end_pauses")
def end_pauses(**kwargs: object) -> None:
    """Let those come back whose pause is over, a batch a transaction."""
    ended = 1
    while ended:
        with acting("job:profiles.end_pauses"):
            ended = pauses.end_due(on=timezone.localdate(), at=timezone.now())


@shared_task(name="profiles.make_data_copies")
def make_data_copies(**kwargs: object) -> None:
    """Make what was asked for, forget what is too old. Each copy is a transaction."""
    job = "job:profiles.make_data_copies"
    while pk := _next_copy(job):
        with acting(job):
            copies.make_claimed(pk=pk, at=timezone.now())
    with acting(job):
        copies.forget_old(at=timezone.now())


def _next_copy(job: str) -> int | None:
    with acting(job):
        return copies.claim_next(at=timezone.now())


@shared_task(name="profiles.carry_out_departures")
def carry_out_departures(**kwargs: object) -> None:
    """Anonymise those whose days to change their mind are over, one person a transaction."""
    found = True
    while found:
        with acting("job:profiles.carry_out_departures"):
            found = departures.carry_out_next(on=timezone.localdate(), at=timezone.now())
    with acting("job:profiles.carry_out_departures"):
        erasure.tidy()
