"""The door to the servers of a checkout: find the running ones, or have them started."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from . import processes
from .errors import CannotStart
from .state import State, try_lock

ADDRESSES = ("DATABASE_URL", "REDIS_URL")
PATIENCE = 90.0
PAUSE = 0.03
# Commands that need no database. They go without, and so are quick.
NEED_NOTHING = {
    "",
    "help",
    "version",
    "--help",
    "-h",
    "--version",
    "check",
    "collectstatic",
    "compilemessages",
    "write_docs",
    "makemessages",
    "startapp",
    "startproject",
}


class Use:
    """This process's use of the servers: they run at least until `release` or its death."""

    def __init__(self, state: State) -> None:
        self.state = state
        # Asked once: what this process puts into its own environment later is not given to it.
        self.wanted = [name for name in ADDRESSES if not os.environ.get(name)]
        state.prepare()
        self.lock = state.open_lock("users")
        fcntl.flock(self.lock, fcntl.LOCK_SH)
        self.log = state.folder / "keeper.log"

    def addresses(self) -> dict[str, str]:
        """The servers' addresses, once they answer. Starts their keeper when none is there."""
        keeper = None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.is_kept():
                if found := self.state.addresses():
                    return self._chosen(found)
            elif keeper is None or keeper.poll() == 0:
                keeper = self._start_keeper()
            elif keeper.poll():
                raise CannotStart(self.log.read_text().strip())
            time.sleep(PAUSE)
        raise CannotStart(f"The servers did not start in {PATIENCE:.0f} s; see {self.log}.")

    def _chosen(self, found: dict[str, str]) -> dict[str, str]:
        for name in self.wanted:
            if name not in found:
                raise CannotStart(f"Another command runs here with a {name} of its own: wait until it has ended.")
        return {name: found[name] for name in self.wanted}

    def is_kept(self) -> bool:
        with self.state.open_lock("keeper") as lock:
            return not try_lock(lock, fcntl.LOCK_SH)

    def release(self, *, wait: float = 0.0) -> bool:
        """Let go, and say whether the servers ended within `wait` seconds."""
        self.lock.close()
        end = time.monotonic() + wait
        while self.is_kept() and time.monotonic() < end:
            time.sleep(PAUSE)
        return not self.is_kept()

    def _start_keeper(self) -> subprocess.Popen[bytes]:
        """Tied to no one: it must outlive this command when another one came to use the servers."""
        with open(self.log, "wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", f"{__package__}.keeper", str(self.state.checkout), *self.wanted],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=processes.environment(),
                cwd=self.state.checkout,
                start_new_session=True,
            )


def are_wanted(argv: Sequence[str]) -> bool:
    """Whether a `manage.py` command line is to have servers: not where an address is given."""
    if os.environ.get("REGISTER_ENVIRONMENT", "demo") == "production":
        return False
    if all(os.environ.get(name) for name in ADDRESSES):
        return False
    command = argv[1] if len(argv) > 1 else ""
    return command not in NEED_NOTHING and "--help" not in argv


@contextmanager
def for_command(argv: Sequence[str], state: State | None = None) -> Iterator[None]:
    """Servers in the environment for one command, and as long as it runs."""
    if not are_wanted(argv):
        yield
        return
    use = Use(state or State())
    try:
        take(use)
        yield
    finally:
        use.release()


def take(use: Use) -> None:
    """Put what the environment does not say into it: given addresses come first."""
    if not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("REGISTER_ENVIRONMENT", "demo")
    for name, value in (use.addresses() | {"SECRET_KEY": use.state.secret_key()}).items():
        os.environ[name] = os.environ.get(name) or value
