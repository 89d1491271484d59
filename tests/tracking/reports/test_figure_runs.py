"""Figures are prepared in the background: once, one edition after the other, whoever is killed meanwhile."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from talent_register.audit.models import Event
from talent_register.common.reader import Impossible
from tests.factories.accounts import UserFactory
from tests.factories.tracking import ReportSnapshotFactory
from tracking.actions import figure_runs as runs
from tracking.actions import figures
from tracking.models import FigureRun, ReportSnapshot
from tracking.reports.editions import Frozen
from tracking.rules.reports import MOST_SECONDS, CannotPublish, TooLong

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
AT = datetime(2026, 7, 5, 12, tzinfo=UTC)


@dataclass
class Made:
    most_change: int = 1
    tables: list = field(default_factory=lambda: [Frozen("leaders-by-route", "By route", "How", {"figures": []}, [])])


def make(family, as_at, tell):
    tell(0, 0)
    return Made()


@pytest.fixture
def analyst(db):
    return UserFactory()


def ask(by, as_at=MARCH):
    return runs.ask(family="leaders", as_at=as_at, by=by, at=AT)


def frozen():
    return list(ReportSnapshot.objects.order_by("as_at").values_list("as_at", flat=True))


def test_asked_twice_they_are_made_once_in_the_name_of_who_asked(analyst):
    assert ask(analyst) == ask(UserFactory())
    assert runs.prepare_waiting(make=make) == 1
    assert runs.prepare_waiting(make=make) == 0
    assert ReportSnapshot.objects.get().built_by == analyst
    assert not FigureRun.objects.exists()
    assert ask(analyst) is None
    assert Event.objects.filter(type="tracking.figures_asked").count() == 1
    assert Event.objects.get(type="tracking.figures_frozen").actor == analyst.audit_name


def test_quarters_are_made_in_their_order_and_none_is_asked_for_behind(analyst):
    ask(analyst)
    ask(analyst, JUNE)
    FigureRun.objects.filter(as_at=MARCH).update(asked_at=timezone.now())
    seen = []
    runs.prepare_waiting(make=lambda family, as_at, tell: seen.append((as_at, frozen())) or Made())
    assert seen == [(MARCH, []), (JUNE, [MARCH])]
    ReportSnapshot.objects.filter(as_at=MARCH).delete()
    with pytest.raises(CannotPublish, match="Later figures"):
        ask(analyst)


def test_none_is_asked_for_behind_one_that_waits(analyst):
    ask(analyst, JUNE)
    with pytest.raises(CannotPublish, match="Later figures"):
        ask(analyst)


@pytest.mark.parametrize(
    ("error", "problem"),
    [(TooLong, "TOO_LONG"), (Impossible, "NO_WORLD"), (CannotPublish, "TOO_LATE")],
)
def test_what_cannot_be_made_is_told_and_may_be_asked_for_again(analyst, error, problem):
    def fail(*made):
        raise error

    ask(analyst)
    assert runs.prepare_waiting(make=fail) == 0
    run = FigureRun.objects.get()
    assert (run.state, run.problem) == ("FAILED", problem)
    assert runs.prepare_waiting(make=make) == 0
    assert Event.objects.get(type="tracking.figures_not_made").details == {"problem": problem}
    assert (again := ask(analyst)).pk == run.pk
    assert again.state == "WAITING"
    assert runs.prepare_waiting(make=make) == 1


def test_the_check_is_ended_when_it_has_had_its_time_and_says_how_far_it_is(analyst, monkeypatch):
    clock = iter([0.0, 1.0, 1.1, MOST_SECONDS - 1.0, MOST_SECONDS + 1.0])
    monkeypatch.setattr(runs, "monotonic", lambda: next(clock))
    told = []

    def slow(family, as_at, tell):
        run = FigureRun.objects.get()
        for done in range(9):
            tell(done, 9)
            told.append(runs.far(run))

    ask(analyst)
    assert runs.prepare_waiting(make=slow) == 0
    assert told == [(0, 9), (0, 9), (2, 9)]
    assert FigureRun.objects.get().problem == "TOO_LONG"
    assert not ReportSnapshot.objects.exists()


def test_killed_at_any_moment_it_begins_again_and_three_times_is_enough(analyst):
    def killed(*made):
        ReportSnapshotFactory(as_at=MARCH, code="half-done")
        raise OperationalError

    ask(analyst)
    assert [runs.prepare_waiting(make=killed) for _n in range(3)] == [0, 0, 0]
    assert not ReportSnapshot.objects.exists()
    assert FigureRun.objects.get().state == "WAITING"
    assert runs.prepare_waiting(make=make) == 0
    assert FigureRun.objects.get().problem == "STOPPED"


def test_an_interrupted_one_is_made_by_whoever_comes_next(analyst):
    def broken(*made):
        raise RuntimeError

    ask(analyst)
    assert runs.oldest_due() == AT
    assert runs.prepare_waiting(make=broken) == 0
    assert runs.oldest_due() is None, "somebody has begun"
    assert runs.prepare_waiting(make=make) == 1


def test_frozen_meanwhile_nothing_is_made_twice(analyst):
    ask(analyst)
    figures.freeze(family="leaders", as_at=MARCH, tables=Made().tables, most_change=1, by=analyst, at=AT)
    assert runs.prepare_waiting(make=lambda *made: pytest.fail("made again")) == 0
    assert not FigureRun.objects.exists()
    assert frozen() == [MARCH]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_make_figures_at_once():
    """Another connection holds the lock as a worker would: nothing is begun, and no attempt is counted."""
    ask(UserFactory())
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [figures.LOCK])
        assert runs.prepare_waiting(make=lambda *made: pytest.fail("two at once")) == 0
        assert FigureRun.objects.get().attempts == 0
        # Closed alone, the server lets go of it some moments later.
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [figures.LOCK])
    finally:
        other.close()
    assert runs.prepare_waiting(make=make) == 1
