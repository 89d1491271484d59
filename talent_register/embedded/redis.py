"""One Redis of our own on the loopback, with a password."""

import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import processes
from .accounts import Account
from .errors import CannotStart
from .postgres import free_port
from .programs import redis_server
from .state import write_private

DATABASES = 64


class Redis:
    """A server in `folder`, run by `account`: `start`, `stop`, `url`."""

    def __init__(self, folder: Path, account: Account, *, throw_away: bool = False) -> None:
        self.folder, self.account, self.throw_away = folder, account, throw_away
        self.log = folder / "redis.log"
        self.port = 0
        self.password = ""
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self, preferred_port: int = 0) -> None:
        data = self.folder / "data"
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o711)
        self.account.own(data)
        processes.clear_out(data, [(None, 5.0), (signal.SIGKILL, 5.0)])
        self.port = free_port(preferred_port)
        self.password = self._password()
        self.process = processes.spawn(
            [redis_server(self.account), self._configuration(data)],
            log=self.log,
            account=self.account,
            cwd=Path("/"),
            on_parent_death=signal.SIGTERM,
        )
        self._await_ready(self.process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            processes.stop(self.process, how, within=15)
            self.process = None

    def has_stopped(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def _password(self) -> str:
        """Kept, so that clients that outlived a crash of the server get in again."""
        path = self.folder / "redis.password"
        if not path.exists():
            write_private(path, secrets.token_urlsafe(24))
        return path.read_text()

    def _configuration(self, data: Path) -> Path:
        """A file, because anyone on the machine may read a command line."""
        path = data / "redis.conf"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f"dir {data}\ndatabases {DATABASES}\nmaxmemory-policy noeviction\n"
            f'save ""\nappendonly {"no" if self.throw_away else "yes"}\n'
        )
        self.account.own(path)
        return path

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and process.poll() is None:
            if self._answers():
                return
            time.sleep(0.02)
        self.stop(signal.SIGKILL)
        raise CannotStart(f"Redis did not start; {self.log} says why.")

    def _answers(self) -> bool:
        """PING, past the time in which it answers that it is still loading."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = line.recv(200)
                while b"PONG" not in answer and answer.count(b"\r\n") < 2:
                    more = line.recv(200)
                    if not more:
                        return False
                    answer += more
        except OSError:
            return False
        return b"PONG" in answer
