"""A second click waits for the first, and nobody waits for the background."""

import threading
import time

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from talent_register.imports.actions import runs
from talent_register.imports.rules import CannotChange
from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held():
    """held(run, seconds): another connection has the run's lock so long."""
    threads = []

    def held(run, seconds):
        words = {key: connection.settings_dict[key.upper()] for key in ("host", "port", "user", "password")}
        other = psycopg.connect(dbname=connection.settings_dict["NAME"], **words)
        other.execute("SELECT id FROM imports_importrun WHERE id = %s FOR UPDATE", [run.pk])

        def lets_go():
            time.sleep(seconds)
            other.close()

        threads.append(threading.Thread(target=lets_go))
        threads[-1].start()

    yield held
    for thread in threads:
        thread.join()


@pytest.fixture
def run():
    return runs.start(organisation=OrganisationFactory(), list_type="trainees", by=None, at=timezone.now())


def test_a_second_click_waits_for_the_first(run, held):
    held(run, 0.3)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before = cursor.fetchone()
        assert runs.locked(run) == run
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == before, "what comes after may wait as long as ever"


def test_who_would_wait_long_is_told_soon(run, held, monkeypatch):
    monkeypatch.setattr(runs, "PATIENCE", 100)
    held(run, 1)
    with pytest.raises(CannotChange, match="We are working on this import"), transaction.atomic():
        runs.locked(run)
