"""What a checkout remembers between commands: which servers run, where, and who uses them.

Everything is in `.local/` of the checkout, so two checkouts never meet. Locks are the system's own
(flock): a killed process leaves none behind.
"""

import fcntl
import hashlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .accounts import Account
from .errors import CannotStart
from .programs import SYSTEM_HOME

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class State:
    """The `.local/` folder of one checkout."""

    checkout: Path = CHECKOUT

    @property
    def folder(self) -> Path:
        return self.checkout / ".local"

    @property
    def addresses_file(self) -> Path:
        return self.folder / "env.json"

    def prepare(self) -> None:
        try:
            self.folder.mkdir(exist_ok=True)
            self.folder.chmod(0o711)
            (self.folder / "mail").mkdir(mode=0o700, exist_ok=True)
        except PermissionError as reason:
            raise CannotStart(
                f"{self.folder} belongs to another user, who ran ./start here before. "
                "Run as that user, or move the folder away to begin with an empty register."
            ) from reason

    def data_folder(self, account: Account) -> Path:
        """Where the servers keep their data: here, unless their user cannot come here."""
        if account.can_reach(self.folder / "any"):
            return self.folder
        home = SYSTEM_HOME / hashlib.sha256(str(self.checkout).encode()).hexdigest()[:12]
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        for folder in (SYSTEM_HOME, home):
            folder.chmod(0o711)
        return home

    def open_lock(self, name: str) -> IO[str]:
        return open(self.folder / f"{name}.lock", "a")

    def addresses(self) -> dict[str, str]:
        """What the running servers are called, or nothing."""
        try:
            return json.loads(self.addresses_file.read_text())
        except (OSError, ValueError):
            return {}

    def publish(self, addresses: dict[str, str]) -> None:
        """Whole or not at all, and for this user's eyes only."""
        half = self.addresses_file.with_suffix(f".{os.getpid()}")
        write_private(half, json.dumps(addresses, indent=1))
        half.replace(self.addresses_file)

    def withdraw(self) -> None:
        self.addresses_file.unlink(missing_ok=True)

    def secret_key(self) -> str:
        """The same at every start, so that nobody is logged out by one."""
        path = self.folder / "secret_key"
        if not path.exists():
            write_private(path, secrets.token_urlsafe(64))
        return path.read_text()

    def remembered_port(self, name: str) -> int:
        """The port used last: clients that outlived a crash find the server again."""
        try:
            return int((self.folder / f"{name}.port").read_text())
        except (OSError, ValueError):
            return 0

    def remember_port(self, name: str, port: int) -> None:
        (self.folder / f"{name}.port").write_text(str(port))


def memory_folder() -> Path:
    """For files that need not outlive the machine: in memory where it lends some."""
    shared = Path("/dev/shm")  # noqa: S108 - what is put there has an unforgeable name
    return shared if os.access(shared, os.W_OK) else Path(tempfile.gettempdir())


def write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def try_lock(lock: IO[str], kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
