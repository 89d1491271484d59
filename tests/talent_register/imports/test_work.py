"""The row is the queue: what is interrupted is done again, what fails is told, what is old is forgotten."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from profiles.models import Clinician
from profiles.resources import TraineeResource
from talent_register.imports import tasks, vault
from talent_register.imports.actions import purging, runs, work
from talent_register.imports.models import ImportFile, ImportRow, ImportRun
from tests.samples import IMPORTS

from .conftest import step


@pytest.fixture
def waiting(college, college_admin, reference):
    """A run whose file was taken and that nobody has checked yet."""
    run = runs.start(organisation=college, list_type="trainees", by=college_admin, at=timezone.now())
    content = (IMPORTS / "nurse_fellows.tsv").read_bytes()
    return runs.take_file(run=run, name="nurse_fellows.tsv", content=content, by=college_admin, at=timezone.now())


pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_file_is_encrypted_at_rest(waiting):
    content = (IMPORTS / "nurse_fellows.tsv").read_bytes()
    assert b"".join(vault.pieces_of(waiting)) == content
    assert content[:40] not in bytes(ImportFile.objects.get().content)


def test_a_step_that_is_interrupted_is_done_again(waiting, monkeypatch):
    class Gone(TraineeResource):
        def match_again(self, run, nobodys):
            raise OperationalError("the server went away")

    work.carry_on(run_id=waiting.pk, list_type_of=lambda code: Gone())
    waiting.refresh_from_db()
    assert (waiting.state, waiting.failures, ImportRow.objects.count()) == ("CHECKING", 0, 0)
    assert step(waiting).counts["rows"] == 60


@pytest.mark.slow
def test_a_step_that_always_fails_ends_and_nobody_was_imported(waiting):
    class Broken(TraineeResource):
        def match_again(self, run, nobodys):
            raise ValueError("a bug")

    for _time in range(5):
        work.carry_on(run_id=waiting.pk, list_type_of=lambda code: Broken())
    waiting.refresh_from_db()
    assert waiting.state == "FAILED"
    assert not Clinician.objects.exists()
    runs.retry(run=waiting, by=None)
    assert step(runs.retry(run=waiting, by=None)).counts["rows"] == 60
    assert ImportFile.objects.exists()


def purge(*, days):
    """What goes so many days from now."""
    at = timezone.now() + timedelta(days=days)
    return purging.forget_runs(ids=purging.due(at).values_list("pk", flat=True), at=at)


def test_the_file_of_a_finished_import_is_kept_for_30_days(waiting):
    ImportRun.objects.update(state="IMPORTED", imported_at=timezone.now())
    assert not purging.due(timezone.now() + timedelta(days=29)).exists()
    assert purge(days=31)["files"] == 1


def test_without_its_file_an_import_cannot_be_begun_again(waiting):
    ImportRun.objects.update(state="FAILED")
    ImportFile.objects.all().delete()
    with pytest.raises(runs.rules.CannotChange, match="no longer kept"):
        runs.retry(run=waiting, by=None)


def test_the_sweeper_rings_for_what_nobody_works_on(waiting, monkeypatch):
    rung = []
    monkeypatch.setattr(work, "ring", lambda task, **arguments: rung.append(arguments["run_id"]))
    tasks.ring_again()
    assert rung == [waiting.pk]
    ImportRun.objects.update(worked_at=timezone.now())
    tasks.ring_again()
    assert rung == [waiting.pk]
    ImportRun.objects.update(worked_at=timezone.now() - timedelta(minutes=1))
    tasks.ring_again()
    assert rung == [waiting.pk, waiting.pk]


def test_the_task_does_one_step_and_may_be_rung_twice(waiting):
    tasks.carry_on(run_id=waiting.pk)
    tasks.carry_on(run_id=waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.rows.count()) == ("NEEDS_ANSWERS", 60)


def test_abandoned_imports_are_forgotten_after_30_days(waiting):
    run = step(waiting)
    assert not purging.due(timezone.now() + timedelta(days=29)).exists()
    figures = purge(days=31)
    run.refresh_from_db()
    assert (figures["abandoned"], figures["rows"], figures["files"], run.state) == (1, 60, 1, "CANCELLED")
    assert run.counts["rows"] == 60
    assert len(run.file_sha256) == 64


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_worked_on_is_left_alone(waiting):
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM imports_importrun WHERE id = %s FOR UPDATE", [waiting.pk])
        assert work.carry_on(run_id=waiting.pk, list_type_of=lambda code: TraineeResource()) is None
        with pytest.raises(runs.rules.CannotChange, match="Try again in a moment"), transaction.atomic():
            runs.cancel(run=waiting, by=None)
    finally:
        other.rollback()
        other.close()
    assert step(waiting).counts["rows"] == 60
