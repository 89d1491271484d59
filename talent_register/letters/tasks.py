"""The doorbell of the outbox. The rows are the queue: this may be rung too often, or not at all."""

from celery import shared_task
from django.utils import timezone

from talent_register.audit.context import acting
from talent_register.common.doorbell import ring

from . import delivery
from .actions import sending, undelivered
from .actions.writing import TASK
from .models import Letter


@shared_task(name=TASK)
def send_waiting(**kwargs: object) -> None:
    """Send for a while, then let other work have its turn and ring again if letters still wait."""
    tally = sending.send_waiting()
    if tally and Letter.objects.waiting(timezone.now()).exists():
        ring(TASK)


@shared_task(name="letters.ask_what_came_back")
@acting("job:letters.ask_what_came_back")
def ask_what_came_back(**kwargs: object) -> None:
    """Ask the provider which letters it could never deliver. One that cannot tell says nothing."""
    with delivery.transport() as provider:
        try:
            references = list(provider.undelivered())
        except delivery.Unreachable:
            return
    for reference in references:
        undelivered(reference=reference, words="Not delivered: nobody is at the address.", at=timezone.now())
