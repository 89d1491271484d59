import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from talent_register.audit import health
from talent_register.audit.models import Heartbeat
from talent_register.audit.tasks import heartbeat
from talent_register.letters.choices import State
from tests.factories.letters import LetterFactory


@pytest.fixture
def ready():
    """ready() → status, and the checks by name."""

    def ready():
        response = Client().get("/readyz")
        return response.status_code, response.json()["checks"]

    return ready


def test_healthz_asks_no_database():
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


def test_version_says_the_commit(settings):
    settings.VERSION = "1.2.3"
    assert Client().get("/version").json() == {"version": "1.2.3"}


@pytest.mark.django_db
def test_readyz_with_all_well(ready, django_assert_max_num_queries):
    heartbeat()
    with django_assert_max_num_queries(6):
        status, checks = ready()
    assert status == 200
    assert {"database", "cache", "disk", "worker", "letters"} <= set(checks)
    assert checks["worker"]["state"] == "ok"


@pytest.mark.django_db
def test_readyz_opens_no_session_and_names_nobody(ready):
    heartbeat()
    LetterFactory(to_email="canary@nhs.example", subject="Canary")
    response = Client().get("/readyz")
    assert not response.cookies
    assert "anary" not in response.content.decode()


@pytest.mark.django_db
def test_a_worker_that_never_worked_is_a_failure(ready):
    status, checks = ready()
    assert (status, checks["worker"]["state"]) == (503, "failed")


@pytest.mark.django_db
def test_a_silent_worker_is_a_failure(ready):
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=4))
    status, checks = ready()
    assert (status, checks["worker"]["state"]) == (503, "failed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"not_before": timedelta(minutes=11)}, "failed"),
        ({"not_before": timedelta(minutes=5)}, "ok"),
        ({"not_before": timedelta(minutes=-60)}, "ok"),
        ({"not_before": timedelta(minutes=60), "attempts": 2}, "ok"),  # its own mail server put it off
        ({"not_before": timedelta(minutes=60), "state": State.SENT, "finished_at": timedelta()}, "ok"),
    ],
)
def test_letters_that_wait_too_long_are_a_failure(ready, fields, state):
    now = timezone.now()
    LetterFactory(**{name: now - value if isinstance(value, timedelta) else value for name, value in fields.items()})
    assert ready()[1]["letters"]["state"] == state


@pytest.mark.django_db
def test_no_cache_is_a_warning_only(ready, monkeypatch):
    heartbeat()
    monkeypatch.setattr(cache, "get", lambda *args, **kwargs: None)
    status, checks = ready()
    assert (status, checks["cache"]["state"]) == (200, "warning")


def test_no_database_is_a_failure_without_an_error_page(monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)
    monkeypatch.setattr(connection, "close", lambda: None)
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert json.loads(response.content)["checks"]["database"] == {
        "state": "failed",
        "words": "It does not answer (OperationalError).",
    }


@pytest.mark.parametrize(
    ("megabytes", "state"), [(100, health.State.FAILED), (500, health.State.WARNING), (5000, health.State.OK)]
)
def test_disk(monkeypatch, megabytes, state):
    class Usage:
        free = megabytes * 1024**2

    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Usage)
    assert health.disk().state == state


def test_the_headers_of_every_page_are_there_too():
    response = Client().get("/healthz")
    assert "Content-Security-Policy" in response
    assert response["X-Content-Type-Options"] == "nosniff"
