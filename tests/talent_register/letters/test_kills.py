"""Senders are killed at random moments, and their database connections cut: no letter is lost and none doubled."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from talent_register.letters.choices import State
from talent_register.letters.models import Letter
from tests.factories.letters import LetterFactory
from tests.fakes.mail import mail

ROOT = Path(__file__).resolve().parents[3]
SENDERS, LEASE = 3, 12
PATIENCE = 90


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("letters", "kills"),
    [pytest.param(60, 8, marks=pytest.mark.slow), pytest.param(500, 50, marks=pytest.mark.load)],
    ids=["few", "many"],
)
def test_kill_nine_loses_and_doubles_nothing(letters, kills):
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    wanted = {str(letter.reference) for letter in LetterFactory.create_batch(letters)}
    with mail() as relay, _senders(relay) as senders:
        relay.slowness = 0.004
        for _ in range(kills):
            time.sleep(chance.uniform(0.01, 0.12))
            chance.choice([senders.kill_one, senders.kill_one, _cut_connections])(chance)
        _wait_until_all_left()
        taken = Counter(relay.references())
    assert wanted - set(taken) == set(), "lost"
    assert {reference: number for reference, number in taken.items() if number > 1} == {}, "doubled"
    assert set(Letter.objects.values_list("state", flat=True)) == {State.SENT}


class _senders:
    """Sender processes against the test database and the relay."""

    def __init__(self, relay):
        self.relay = relay
        self.pids = []

    def __enter__(self):
        database = connection.settings_dict
        environment = {name: value for name, value in os.environ.items() if not name.startswith("REGISTER_")}
        environment |= {
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "talent_register.settings",
            "REGISTER_ENVIRONMENT": "test",
            "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database),
            "EMAIL_URL": f"smtp://{self.relay.host}:{self.relay.port}",
            "REGISTER_MAIL_LOOKUP_URL": self.relay.address,
            "REGISTER_LETTER_LEASE": str(LEASE),
        }
        program = [sys.executable, "-m", "tests.fakes.senders", str(SENDERS)]
        self.process = subprocess.Popen(
            program,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        for _ in range(SENDERS):
            self.pids.append(int(self.process.stdout.readline()))
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def _listen(self):
        for line in self.process.stdout:
            self.pids.append(int(line))

    def kill_one(self, chance):
        victim = self.pids.pop(chance.randrange(len(self.pids))) if self.pids else None
        if victim:
            # Who sent all it had has ended by itself.
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)

    def __exit__(self, *error):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _cut_connections(chance):
    """What a crash of the database is to its clients."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _wait_until_all_left():
    """Or until none left for a while. On a busy machine a sender is held up, and puts its whole batch off by a minute:
    that may come to pass more than once."""
    before, until = None, time.monotonic() + PATIENCE
    while (waiting := Letter.objects.exclude(state=State.SENT).count()) and time.monotonic() < until:
        if waiting != before:
            before, until = waiting, time.monotonic() + PATIENCE
        time.sleep(0.1)
