from celery import shared_task
from django.utils import timezone

from . import actions, seals
from .context import acting


@shared_task(name="audit.heartbeat")
@acting("job:audit.heartbeat")
def heartbeat(**kwargs: object) -> None:
    """Prove that a worker takes work."""
    actions.beat(name="worker", at=timezone.now())


@shared_task(name="audit.seal")
@acting("job:audit.seal")
def seal(**kwargs: object) -> None:
    """Seal what was recorded since the last time."""
    seals.seal(at=timezone.now())
