"""Real servers, small and short-lived, in memory."""

import contextlib
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest

from talent_register.embedded.accounts import server_account
from talent_register.embedded.postgres import Postgres
from talent_register.embedded.redis import Redis
from talent_register.embedded.state import CHECKOUT, State


@pytest.fixture
def folder():
    """A folder that the servers' user can reach: pytest's own is closed to all but this user."""
    parent = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    path = Path(tempfile.mkdtemp(prefix="embedded-", dir=parent))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def postgres(folder):
    server = Postgres(folder / "postgres", server_account(), throw_away=True)
    yield server
    server.stop(signal.SIGQUIT)


@pytest.fixture
def redis(folder):
    server = Redis(folder / "redis", server_account())
    yield server
    server.stop(signal.SIGKILL)


@pytest.fixture
def no_addresses(monkeypatch):
    """As on a machine where nothing is set."""
    for name in ("DATABASE_URL", "REDIS_URL", "REGISTER_ENVIRONMENT", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


def kill_nine(pids):
    """Without a farewell. Killing one may already have ended another, so who is gone is no surprise."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def checkout(folder, no_addresses):
    """A checkout of its own: another `.local/`, the same code."""
    (folder / "talent_register").symlink_to(CHECKOUT / "talent_register")
    state = State(folder)
    yield state
    if keeper := state.addresses().get("keeper"):
        os.kill(int(keeper), signal.SIGTERM)
    await_that(lambda: not state.addresses_file.exists())


def await_that(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
