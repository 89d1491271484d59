"""A throw-away PostgreSQL and Redis for one test run, where none is given.

Loaded with `-p`, before pytest-django reads the settings.
"""

import fcntl
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from .accounts import server_account
from .postgres import Postgres
from .redis import DATABASES, Redis
from .state import memory_folder

PREFIX = "talent-register-test-"
# Not ours to name REGISTER_…: the register refuses variables of that prefix it does not know.
MARK = "EMBEDDED_TEST_SERVERS"


class ThrowAway:
    """The two servers and their folder in memory; gone with the run, even a killed one."""

    def __init__(self) -> None:
        self.parent = memory_folder()
        self.servers: list[Postgres | Redis] = []

    def start(self) -> None:
        self._sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self.parent))
        self.folder.chmod(0o711)
        self.lock = open(self.folder / "lock", "w")  # noqa: SIM115 - held until the run ends
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        account = server_account()
        if not os.environ.get("DATABASE_URL"):
            postgres = Postgres(self.folder / "postgres", account, throw_away=True)
            self._serve(postgres, "DATABASE_URL")
        if not os.environ.get("REDIS_URL"):
            redis = Redis(self.folder / "redis", account, throw_away=True)
            self._serve(redis, "REDIS_URL")
            os.environ[MARK] = "redis"

    def _serve(self, server: Postgres | Redis, variable: str) -> None:
        self.servers.append(server)
        server.start()
        os.environ[variable] = server.url

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sweep(self) -> None:
        """Throw away what killed runs left: a folder whose lock nobody holds."""
        for folder in self.parent.glob(f"{PREFIX}*"):
            try:
                with open(folder / "lock") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            except OSError:
                continue


def pytest_addoption(parser: pytest.Parser) -> None:
    """Prepare the environment; options come before any settings are read."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    os.environ.setdefault("REGISTER_ENVIRONMENT", "test")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        _take_own_redis_database(worker)
    elif not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        servers = ThrowAway()
        early_config.add_cleanup(servers.stop)
        servers.start()
    return (yield)


def _take_own_redis_database(worker: str) -> None:
    """Workers share the server but no counters, locks or cached pages."""
    if os.environ.get(MARK) and worker.removeprefix("gw").isdigit():
        number = int(worker.removeprefix("gw")) % (DATABASES - 1) + 1
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"
