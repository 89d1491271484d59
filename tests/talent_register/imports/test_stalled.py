"""A run of which nothing is heard: people are offered a way out in every state, and nothing is half done."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician
from talent_register.imports.actions import runs, work
from talent_register.imports.models import ImportRun

from .conftest import step

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("earlier")]
LIST = b"GMC No.,Surname,Forenames,E-mail,Grade\n7000001,Ng,Ann,ann@x.example,ST4\n7000002,Li,Bo,bo@x.example,ST5\n"


@pytest.fixture
def standing(upload, approve, college_approver):
    """standing(state) → a run that waits for the background in this state."""

    def standing(state):
        run = upload(LIST)
        if state == "CHECKING":
            return runs.check_again(run=run, by=None)
        if state == "UNDOING":
            return runs.ask_undo(run=approve(run), by=college_approver, at=timezone.now())
        runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
        now = timezone.now()
        return runs.confirm(run=step(run), by=college_approver, at=now, declared=True)

    return standing


@pytest.mark.parametrize(
    ("state", "stopped", "people"),
    [("CHECKING", "CANCELLED", 0), ("IMPORTING", "READY", 0), ("UNDOING", "IMPORTED", 2)],
)
def test_a_stalled_run_is_seen_tried_again_or_cancelled(
    state, stopped, people, standing, college_approver, log_in, caplog
):
    run, client = standing(state), log_in(college_approver)
    assert run.state == state
    progress, retry, cancel = (
        reverse(f"import-{name}", args=[run.reference]) for name in ("progress", "retry", "cancel")
    )
    assert retry.encode() not in client.get(progress).content
    ImportRun.objects.filter(pk=run.pk).update(waiting_since=timezone.now() - timedelta(minutes=3), worked_at=None)
    page = client.get(progress).content
    assert retry.encode() in page
    assert cancel.encode() in page
    with caplog.at_level(logging.WARNING):
        assert work.ring_again() == 1
    assert f"{run.reference} has stalled: {state}" in caplog.text

    client.post(retry)
    assert retry.encode() not in client.get(progress).content
    assert client.get(cancel).status_code == 200
    client.post(cancel)
    run.refresh_from_db()
    assert (run.state, Clinician.objects.count()) == (stopped, people)
    if stopped == "READY":
        assert (run.approved_by, run.approved_at) == (None, None)


@pytest.mark.parametrize(
    ("state", "finished"), [("CHECKING", "NEEDS_ANSWERS"), ("IMPORTING", "IMPORTED"), ("UNDOING", "UNDONE")]
)
def test_what_is_tried_again_ends(state, finished, standing, college_approver):
    assert step(runs.retry(run=standing(state), by=college_approver)).state == finished


def test_an_undo_asked_for_weeks_later_has_not_stalled_at_once(standing, college_approver, log_in):
    run = standing("UNDOING")
    ImportRun.objects.filter(pk=run.pk).update(
        uploaded_at=timezone.now() - timedelta(days=20), approved_at=timezone.now() - timedelta(days=20)
    )
    page = log_in(college_approver).get(reverse("import-progress", args=[run.reference])).content
    assert reverse("import-retry", args=[run.reference]).encode() not in page
