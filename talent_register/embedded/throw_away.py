"""A PostgreSQL and a Redis that live as long as one test or benchmark run, where none is given."""

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

from . import migrated
from .accounts import server_account
from .postgres import Postgres
from .redis import Redis
from .state import memory_folder

PREFIX = "talent-register-test-"
# Not ours to name REGISTER_…: the register refuses variables of that prefix it does not know.
MARK = "EMBEDDED_TEST_SERVERS"
GRACE = 60.0  # a run that is just beginning may not hold its lock yet


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
            migrated.copy_to(self.folder / "postgres", account)
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
                if time.time() - folder.stat().st_mtime < GRACE:
                    continue
                with open(folder / "lock") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            except OSError:
                continue
