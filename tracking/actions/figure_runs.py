"""Preparing figures in the background: asked for in a row, made one edition after the other, frozen once.

To check an edition takes longer the more there were before it. The row is the queue. All the work on it is one
transaction, so that a process killed at any moment leaves it as it was, and whoever comes next begins again.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import date, datetime
from time import monotonic
from typing import Any, Protocol

from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from talent_register.audit import context
from talent_register.common.doorbell import ring_after_commit
from talent_register.common.reader import Impossible
from tracking.models import FigureRun, ReportSnapshot
from tracking.rules import reports as rules

from . import figures

TASK = "tracking.prepare_figures"
ACTOR = f"job:{TASK}"
MOST_ATTEMPTS = 3
SECONDS_KEPT = 3600
SECONDS_BETWEEN = 0.5
Problem = FigureRun.Problem
logger = logging.getLogger(__name__)


class Ready(Protocol):
    """What tracking.reports.editions makes."""

    @property
    def tables(self) -> Sequence[Any]: ...

    @property
    def most_change(self) -> int: ...


Make = Callable[[str, date, Callable[[int, int], None]], Ready]


@transaction.atomic
def ask(*, family: str, as_at: date, by: Any, at: datetime) -> FigureRun | None:
    """Ask for the figures of a quarter. None when they are there already; asked for twice, they are made once."""
    if ReportSnapshot.objects.edition(family, as_at).exists():
        return None
    waiting = FigureRun.objects.waiting().filter(family=family).aggregate(day=Max("as_at"))["day"]
    newest = max((day for day in (figures.latest(family), waiting) if day), default=None)
    rules.check_may_freeze(as_at, newest, timezone.localdate(at))
    asked = {"state": FigureRun.State.WAITING, "problem": "", "attempts": 0, "asked_at": at, "asked_by": by}
    run, is_new = FigureRun.objects.get_or_create(family=family, as_at=as_at, defaults=asked)
    if not is_new:
        if not FigureRun.objects.filter(pk=run.pk, state=FigureRun.State.FAILED).update(**asked):
            return run
        run.refresh_from_db()
    figures.note("tracking.figures_asked", family, as_at, by)
    ring_after_commit(TASK)
    return run


def prepare_waiting(*, make: Make) -> int:
    """Make all that waits, the earliest quarter first. Returns how many were frozen; safe to call at any time."""
    return sum(_prepare(pk, make) for pk in list(FigureRun.objects.waiting().values_list("pk", flat=True)))


def far(run: FigureRun) -> tuple[int, int]:
    """How many of how many numbers are checked; (0, 0) while nobody knows."""
    return cache.get(_key(run)) or (0, 0)


def oldest_due() -> datetime | None:
    """Since when the figures wait that nobody takes up. While some are made, the others may wait for long."""
    waiting = FigureRun.objects.waiting()
    if waiting.filter(attempts__gt=0).exists():
        return None
    return waiting.order_by("asked_at").values_list("asked_at", flat=True).first()


def _prepare(pk: int, make: Make) -> bool:
    if not _take(pk):
        return False
    problem: Problem | None = None
    try:
        with transaction.atomic():
            return _freeze(pk, make)
    except (OperationalError, InterfaceError):
        # The database went away: nothing happened, and whoever rings next begins again.
        logger.warning("Figures were interrupted.")
    except rules.TooLong:
        problem = Problem.TOO_LONG
    except Impossible:
        problem = Problem.NO_WORLD
    except rules.CannotPublish:
        problem = Problem.TOO_LATE
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__)[-3:])
        logger.error("Figures stopped by %s\n%s", type(error).__name__, where)
    if problem:
        _fail(pk, problem)
    return False


@transaction.atomic
def _take(pk: int) -> bool:
    """Whether this process may work on it. One edition at a time is made, for each is hidden against the others."""
    run = _lock(pk)
    if run is None:
        return False
    if run.attempts >= MOST_ATTEMPTS:
        _give_up(run, Problem.STOPPED)
        return False
    run.attempts += 1
    run.save(update_fields=["attempts"])
    return True


def _lock(pk: int) -> FigureRun | None:
    """The run under its lock; None when it is done or somebody makes figures just now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [figures.LOCK])
        if not cursor.fetchone()[0]:
            return None
    runs = FigureRun.objects.waiting().select_for_update(skip_locked=True, of=("self",))
    return runs.select_related("asked_by").filter(pk=pk).first()


def _freeze(pk: int, make: Make) -> bool:
    run = _lock(pk)
    if run is None:
        return False
    if ReportSnapshot.objects.edition(run.family, run.as_at).exists():
        run.delete()
        return False
    by = run.asked_by
    with context.acting(by.audit_name if by else ACTOR, actor_name=str(by or "")):
        ready = make(run.family, run.as_at, _Watch(run))
        figures.freeze(
            family=run.family,
            as_at=run.as_at,
            tables=ready.tables,
            most_change=ready.most_change,
            by=by,
            at=timezone.now(),
        )
        run.delete()
    return True


class _Watch:
    """Tells how far the check is, and ends it when it has had its time."""

    def __init__(self, run: FigureRun) -> None:
        self.key, self.started, self.told = _key(run), monotonic(), 0.0

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if now - self.started > rules.MOST_SECONDS:
            raise rules.TooLong
        if now - self.told >= SECONDS_BETWEEN:
            self.told = now
            cache.set(self.key, (done, total), SECONDS_KEPT)


def _key(run: FigureRun) -> str:
    return f"figures-{run.pk}"


@transaction.atomic
def _fail(pk: int, problem: Problem) -> None:
    run = FigureRun.objects.waiting().select_for_update(of=("self",)).filter(pk=pk).first()
    if run:
        _give_up(run, problem)


def _give_up(run: FigureRun, problem: Problem) -> None:
    run.state, run.problem = FigureRun.State.FAILED, problem
    run.save(update_fields=["state", "problem"])
    with context.acting(ACTOR):
        figures.note("tracking.figures_not_made", run.family, run.as_at, None, problem=problem)
