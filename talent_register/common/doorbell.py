"""Ringing for a background task. The work itself is a committed row: a ring that is lost costs seconds, not work."""

import logging
import time
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection, transaction

logger = logging.getLogger(__name__)

# After a ring failed, this process rings no more for a while: a dead Redis may cost one request a moment, not all.
QUIET_SECONDS = 15.0
_quiet_until = 0.0


class Ring(partial):
    """A ring for one task with its arguments; two rings for the same are equal."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ring) and (self.args, self.keywords) == (other.args, other.keywords)

    def __hash__(self) -> int:
        return hash(self.args)


def ring(task: str, **arguments: Any) -> bool:
    """Send a task to the workers, and say whether it left. Never raises, never waits for a broker that is away."""
    global _quiet_until
    if settings.CELERY_TASK_ALWAYS_EAGER or time.monotonic() < _quiet_until:
        return False
    try:
        current_app.send_task(task, kwargs=arguments, retry=False, ignore_result=True)
    except Exception as reason:
        # Whatever is wrong with the broker, the sweeper rings again.
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("The doorbell did not ring for %s: %s", task, type(reason).__name__)
        return False
    return True


def ring_after_commit(task: str, **arguments: Any) -> None:
    """Ring once the open transaction is committed; once a transaction, however often it is asked."""
    wanted = Ring(ring, task, **arguments)
    if not any(waiting[1] == wanted for waiting in connection.run_on_commit):
        transaction.on_commit(wanted, robust=True)
