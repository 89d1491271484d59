"""Starting, watching and ending programs so that none outlives the one that started it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .accounts import Account

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def environment(**changes: str) -> dict[str, str]:
    """Ours, except that Python may keep compiled files: without them every start is 4 s slower."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | changes


def spawn(
    argv: Sequence[str | Path],
    *,
    log: Path,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    on_parent_death: signal.Signals = signal.SIGTERM,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a program in its own session; it gets `on_parent_death` when this process ends.

    Own sessions keep the terminal's Ctrl-C from reaching servers before their clients have stopped.
    Call from the main thread: Linux counts the death of the starting *thread*.
    """
    parent = os.getpid()

    def tie_to_parent() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, on_parent_death)
        if os.getppid() != parent:
            os._exit(1)

    prefix, identity = (account.prefix, account.identity()) if account else ((), {})
    with open(log, "ab") as output:
        return subprocess.Popen(
            [*prefix, *map(str, argv)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment() if env is None else dict(env),
            cwd=cwd,
            start_new_session=True,
            pass_fds=pass_fds,
            preexec_fn=tie_to_parent,
            **identity,
        )


def stop(process: subprocess.Popen[bytes], how: signal.Signals, *, within: float) -> None:
    """Ask with `how`, wait, and end it by force when it has not gone `within` seconds."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_alive(pid: int) -> bool:
    """Whether the process runs. The dead whom nobody buried do not count."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def working_in(folder: Path) -> list[int]:
    """Processes whose working folder this is: PostgreSQL's, all of them, work in their data."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if os.readlink(entry / "cwd") == str(folder) and is_alive(int(entry.name)):
                    found.append(int(entry.name))
    return found


def clear_out(folder: Path, signals: Sequence[tuple[signal.Signals | None, float]]) -> None:
    """Wait until nobody works in `folder`, with each signal in turn for its seconds of patience."""
    for how, patience in signals:
        end = time.monotonic() + patience
        if how is not None:
            for pid in working_in(folder):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, how)
        while time.monotonic() < end:
            if not working_in(folder):
                return
            time.sleep(0.05)
