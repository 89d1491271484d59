"""The process that owns the servers of a checkout: `python -m talent_register.embedded.keeper`.

It belongs to no terminal. It serves as long as any command holds the users' lock, starts a server
again that died, and ends with the last user, however that one ended.
"""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .accounts import server_account
from .errors import CannotStart
from .postgres import Postgres
from .redis import Redis
from .state import State, try_lock

PAUSE = 0.2
RESTARTS, WITHIN = 20, 60.0


class Keeper:
    """PostgreSQL and Redis of one checkout, or the one of them whose address its user was not given."""

    def __init__(self, state: State, wanted: Sequence[str]) -> None:
        self.state = state
        account = server_account()
        home = state.data_folder(account)
        self.servers: dict[str, Postgres | Redis] = {}
        if "DATABASE_URL" in wanted:
            self.servers["DATABASE_URL"] = Postgres(home / "postgres", account)
        if "REDIS_URL" in wanted:
            self.servers["REDIS_URL"] = Redis(home / "redis", account)
        self.restarts: list[float] = []
        self.told_to_end = False

    def run(self) -> None:
        users = self.state.open_lock("users")
        try:
            self._start_servers()
            while not self.told_to_end and not try_lock(users, fcntl.LOCK_EX):
                time.sleep(PAUSE)
                self._start_servers()
        finally:
            self.state.withdraw()
            for server in reversed(self.servers.values()):
                server.stop()

    def _start_servers(self) -> None:
        """Start what does not run. Addresses stay what they were: users hold on to them."""
        changed = False
        for variable, server in self.servers.items():
            if server.process is None or server.has_stopped():
                if server.process is not None:
                    self._count_restart()
                server.start(server.port or self.state.remembered_port(variable))
                self.state.remember_port(variable, server.port)
                changed = True
        if changed:
            addresses = {variable: server.url for variable, server in self.servers.items()}
            self.state.publish(addresses | {"keeper": str(os.getpid())})

    def _count_restart(self) -> None:
        now = time.monotonic()
        self.restarts = [moment for moment in self.restarts if now - moment < WITHIN] + [now]
        if len(self.restarts) > RESTARTS:
            raise CannotStart("A server keeps ending as soon as it is started again.")


def main(checkout: Path, wanted: Sequence[str]) -> int:
    state = State(checkout)
    lock = state.open_lock("keeper")
    if not try_lock(lock):
        return 0
    state.withdraw()
    try:
        keeper = Keeper(state, wanted)
        for how in (signal.SIGTERM, signal.SIGINT):
            signal.signal(how, _end(keeper))
        keeper.run()
    except CannotStart as reason:
        print(reason, flush=True)
        return 1
    return 0


def _end(keeper: Keeper) -> Callable[..., None]:
    def handle(*_: object) -> None:
        keeper.told_to_end = True

    return handle


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
