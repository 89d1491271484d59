"""The doorbell of the outbox. The rows are the queue: this may be rung too often, or not at all."""

from celery import shared_task
from django.utils import timezone

from talent_register.common.doorbell import ring

from .actions import sending
from .actions.writing import TASK
from .models import Letter


@shared_task(name=TASK)
def send_waiting(**kwargs: object) -> None:
    """Send for a while, then let other work have its turn and ring again if letters still wait."""
    tally = sending.send_waiting()
    if tally and Letter.objects.waiting(timezone.now()).exists():
        ring(TASK)
