"""Whether the register lives, and whether it can work: plain answers for machines, without personal data.

What waits for the background is asked of functions named in settings.LAG_PROBES (name → dotted string); each gives
the moment since which its oldest piece of work is due, or None.
"""

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Heartbeat

Probe = Callable[[], datetime | None]
LONGEST_WAIT = timedelta(minutes=10)
LONGEST_SILENCE = timedelta(minutes=3)
LEAST_FREE_BYTES, FEW_FREE_BYTES = 200 * 1024**2, 1024**3


class State(StrEnum):
    """A warning is for people to look at; a failure makes the answer 503."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    words: str = ""


def checks() -> list[Check]:
    """Everything worth asking. Without a database nothing that lies in it is asked."""
    found = [database(), redis(), disk()]
    if found[0].state is State.OK:
        found += [worker(), *waiting()]
    return found


def database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError) as reason:
        connection.close()
        return Check("database", State.FAILED, f"It does not answer ({type(reason).__name__}).")
    return Check("database", State.OK)


def redis() -> Check:
    """The register works without its cache, only slower; its doorbell is replaced by the sweeper."""
    word = uuid.uuid4().hex
    cache.set("readyz", word, 10)
    if cache.get("readyz") == word:
        return Check("cache", State.OK)
    return Check("cache", State.WARNING, "It does not answer. Pages work; background work starts a little late.")


def disk() -> Check:
    folder = next(path for path in (settings.STATE_DIR, *settings.STATE_DIR.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    words = f"{free // 1024**2} MB are free."
    if free < LEAST_FREE_BYTES:
        return Check("disk", State.FAILED, words)
    return Check("disk", State.WARNING if free < FEW_FREE_BYTES else State.OK, words)


def worker() -> Check:
    """The worker writes a heartbeat when it takes work: a process that only sits there is as good as dead."""
    last = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    if last is None:
        return Check("worker", State.FAILED, "It has never taken any work.")
    silence = timezone.now() - last
    state = State.FAILED if silence > LONGEST_SILENCE else State.OK
    return Check("worker", state, f"It took work {_seconds(silence)} seconds ago.")


def waiting() -> Iterator[Check]:
    """How long the oldest due work of each kind has waited."""
    now = timezone.now()
    for name, path in settings.LAG_PROBES.items():
        probe: Probe = import_string(path)
        since = probe()
        wait = now - since if since and since < now else timedelta()
        state = State.FAILED if wait > LONGEST_WAIT else State.OK
        yield Check(name, state, f"The oldest has waited {_seconds(wait)} seconds." if since else "Nothing waits.")


def worst(found: list[Check]) -> State:
    states = {check.state for check in found}
    return next(state for state in (State.FAILED, State.WARNING, State.OK) if state in states)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
