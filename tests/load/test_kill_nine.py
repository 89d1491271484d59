"""Killing any process at any moment loses nothing and doubles nothing."""

import contextlib
import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from talent_register.embedded import migrated, processes
from talent_register.embedded.accounts import server_account
from talent_register.embedded.postgres import Postgres, free_port
from talent_register.embedded.redis import Redis
from talent_register.embedded.state import CHECKOUT, memory_folder
from tests.load import KILLS, LETTERS, LISTS, ROWS, SECONDS

pytestmark = [pytest.mark.load, pytest.mark.enable_socket]
SHARES = {"a worker's child": 40, "a worker": 25, "PostgreSQL": 15, "a backend of PostgreSQL": 5, "Redis": 15}
# What most kills wait for: that somebody holds an import in this state. Of those, so many have to land there.
AIMS = ["CHECKING", "IMPORTING"]
PATIENCE, FEWEST = 60.0, max(1, KILLS // 10)
# Imports whose row is locked: all that are unfinished, without those whose lock is free.
HELD = """
    WITH free AS MATERIALIZED (
        SELECT id FROM imports_importrun WHERE state IN ('CHECKING', 'IMPORTING') FOR UPDATE SKIP LOCKED
    )
    SELECT state FROM imports_importrun
    WHERE state IN ('CHECKING', 'IMPORTING') AND id NOT IN (SELECT id FROM free)
"""
ALL_DONE = f"SELECT 1 FROM imports_importrun HAVING count(*) FILTER (WHERE state = 'IMPORTED') >= {LISTS}"
BUSY = """
    SELECT pid FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()
"""


class Register:
    """Two workers, beat, PostgreSQL, Redis and a mail double; what is killed is started again."""

    def __init__(self, folder):
        self.folder = folder
        self.postgres = Postgres(folder / "postgres", server_account())
        self.redis = Redis(folder / "redis", server_account())
        self.smtp_port, self.lookup_port = free_port(), free_port()
        self.parts = {}

    def start(self):
        migrated.copy_to_be_served(self.postgres.folder, self.postgres.account)
        self.postgres.start()
        self.redis.start()
        self.env = processes.environment(
            REGISTER_ENVIRONMENT="demo",
            SECRET_KEY=secrets.token_urlsafe(64),
            DATABASE_URL=self.postgres.url,
            REDIS_URL=self.redis.url,
            EMAIL_URL=f"smtp://127.0.0.1:{self.smtp_port}",
            REGISTER_MAIL_LOOKUP_URL=f"http://127.0.0.1:{self.lookup_port}/{{reference}}",
            REGISTER_LETTER_LEASE="12",
            REGISTER_STATE_DIR=str(self.folder),
        )
        load = [sys.executable, "manage.py", "load_reference", "-v", "0"]
        subprocess.run(load, cwd=CHECKOUT, env=self.env, check=True)
        self._run("mail", "tests.load.mail_double", self.smtp_port, self.lookup_port)
        self.keep_alive()

    def keep_alive(self):
        for server in (self.postgres, self.redis):
            if server.has_stopped():
                server.start(server.port)
        for number in (1, 2):
            worker = ["worker", "--concurrency", 2, "--hostname", f"{number}@kill-nine", "--loglevel", "WARNING"]
            self._keep(f"worker {number}", *worker)
        self._keep("beat", "beat", "--schedule", self.folder / "beat.db", "--pidfile=")

    def _keep(self, name, *celery):
        if name not in self.parts or self.parts[name].poll() is not None:
            self._run(name, "celery", "--app", "talent_register", *celery)

    def _run(self, name, *module):
        log = self.folder / f"{name}.log"
        self.parts[name] = processes.spawn([sys.executable, "-m", *module], log=log, env=self.env, cwd=CHECKOUT)

    def kill(self, victim, chance):
        worker = self.parts[f"worker {chance.choice([1, 2])}"].pid
        if victim == "a worker's child":
            children = (Path("/proc") / f"{worker}/task/{worker}/children").read_text().split()
            victims = [int(chance.choice(children))] if children else []
        elif victim == "a worker":
            victims = [worker]
        elif victim == "Redis":
            victims = [self.redis.process.pid]
        elif victim == "a backend of PostgreSQL":
            victims = [pid for (pid,) in self.ask(BUSY)][:1]
        else:
            # As kill -9 of the postmaster, or pg_ctl stop -m immediate: either way no farewell to anyone.
            victims = [self.postgres.process.pid]
        how = signal.SIGKILL if victim != "PostgreSQL" or chance.random() < 0.5 else signal.SIGQUIT
        for pid in victims:
            # A child may have ended by itself since its name was read.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
        return bool(victims)

    def ask(self, statement):
        """What the database answers; nothing while it is away."""
        try:
            with psycopg.connect(self.postgres.url, connect_timeout=1) as connection:
                return connection.execute(statement).fetchall()
        except psycopg.Error:
            return []

    def held(self):
        """The states of the imports that somebody is working on at this moment."""
        return {state for (state,) in self.ask(HELD)}

    def is_time(self, aim, late):
        """The states of imports worked on, if the next kill waits for one of them or has waited enough; else None."""
        held = self.held()
        return held if not aim or aim in held or late > PATIENCE or self.ask(ALL_DONE) else None

    def letters_taken(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.lookup_port}/", timeout=10) as answer:
            return json.load(answer)

    def stop(self):
        for part in self.parts.values():
            processes.stop(part, signal.SIGKILL, within=5)
        self.redis.stop(signal.SIGKILL)
        self.postgres.stop(signal.SIGQUIT)


@pytest.fixture
def register():
    folder = Path(tempfile.mkdtemp(prefix="kill-nine-", dir=memory_folder()))
    folder.chmod(0o711)
    register = Register(folder)
    yield register
    register.stop()
    shutil.rmtree(folder)


@pytest.mark.timeout(0)
def test_kills_during_imports_and_letters(register):
    seed = int(os.environ.get("KILL_SEED", time.time()))
    print(f"seed {seed}: KILL_SEED={seed} ./test tests/load/test_kill_nine.py repeats it")
    chance = random.Random(seed)
    register.start()
    folder = register.folder
    count = folder / "kills"
    with open(folder / "people", "wb") as said:
        crowd = [sys.executable, "-m", "tests.load", "people", str(count)]
        crowd = subprocess.Popen(crowd, cwd=CHECKOUT, env=register.env, stdout=said)
    killed, landed = dict.fromkeys(SHARES, 0), dict.fromkeys([*AIMS, "neither"], 0)
    aim = chance.choice([*AIMS, ""])
    moments = sorted(chance.uniform(2, SECONDS) for _ in range(KILLS))
    began = time.monotonic()
    while crowd.poll() is None:
        late = time.monotonic() - began - moments[0] if moments else 0
        if late > 0 and (held := register.is_time(aim, late)) is not None:
            victim = chance.choices(list(SHARES), SHARES.values())[0]
            if register.kill(victim, chance):
                killed[victim] += 1
                for state in held or ["neither"]:
                    landed[state] += 1
                aim = chance.choice([*AIMS, *AIMS, ""])
                moments.pop(0)
                count.write_text(str(sum(killed.values())))
        register.keep_alive()
        time.sleep(0.05)
    assert sum(killed.values()) == KILLS
    found = json.loads((folder / "people").read_text())
    taken = register.letters_taken()
    print(killed, landed, {name: value for name, value in found.items() if name != "references"})
    assert all(landed[state] >= FEWEST for state in AIMS), "too few kills came while an import was worked on"
    everyone = LISTS * ROWS
    assert found["lists"] == [{"state": "IMPORTED", "n": LISTS}]
    assert found["applied"] == LISTS, "an import was applied twice, or never"
    assert (found["lost"], found["foreign"]) == (0, 0)
    assert found["registrations"] == found["people"] == found["trainings"] == everyone
    assert found["letters"] == [{"state": "SENT", "n": LETTERS}]
    assert set(taken) == set(found["references"]), "a letter was lost"
    assert set(taken.values()) == {1}, "a letter came twice"
