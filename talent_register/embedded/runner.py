"""What ./start runs: the servers, the data, then web, worker and beat, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import assets, processes, servers
from .errors import CannotStart
from .state import State, memory_folder, try_lock

FIRST_PORT, PORTS = 8000, 50
PAUSE = 0.25
SLOWEST_START = 120.0
NAMES = {"DATABASE_URL": "PostgreSQL", "REDIS_URL": "Redis"}
REST = 2.0


@dataclass
class Part:
    """One long-running program of the register."""

    name: str
    argv: Sequence[str]
    on_parent_death: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started: float = 0.0


class Runner:
    """One ./start: `run` returns the exit status."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.checkout = state.checkout
        self.began = time.monotonic()
        self.told_to_end = False
        self.parts: list[Part] = []
        self.listener: socket.socket
        self.use: servers.Use | None = None

    def run(self) -> int:
        self.state.prepare()
        lock = self.state.open_lock("runner")
        if not try_lock(lock):
            raise CannotStart(f"It runs already, at {self._address_in_use()}. Stop that one with Ctrl-C first.")
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, self._on_signal)
        try:
            self._watch(self._bring_up())
        except Stopped:
            pass
        finally:
            self._take_down()
        return 0

    def _bring_up(self) -> servers.Use:
        self.listener = listen(os.environ.get("PORT", ""))
        port = self.listener.getsockname()[1]
        address = f"http://localhost:{port}"
        self.use = use = servers.Use(self.state)
        own = [NAMES[variable] for variable in use.wanted]
        self.say(f"Starting {' and '.join(own)}" if own else "Using the PostgreSQL and the Redis that were given")
        os.environ.setdefault("REGISTER_ENVIRONMENT", "demo")
        os.environ.update(PORT=str(port), PYTHONUNBUFFERED="1")
        os.environ.setdefault("REGISTER_PUBLIC_URL", address)
        servers.take(use)
        self._collect_static()
        logins = self.state.folder / "logins.txt"
        logins.unlink(missing_ok=True)
        self.step("prepare", "--logins", str(logins))
        self.say("Starting the web server, the worker and the clock")
        (self.state.folder / "address").write_text(address)
        web, *others = self.parts = self._program_parts()
        self._start(web)
        self._await_page(web, port)
        for part in others:
            self._start(part)
        self.say(f"Ready after {time.monotonic() - self.began:.0f} s")
        print(f"\n  {address}\n", flush=True)
        if logins.exists():
            print(logins.read_text(), flush=True)
        print("Ctrl-C stops everything. Logs and letters are in .local/.", flush=True)
        return use

    def say(self, sentence: str) -> None:
        print(f"[{time.monotonic() - self.began:5.1f} s] {sentence}", flush=True)

    def step(self, *arguments: str) -> None:
        """One manage.py command; its words go to the terminal, its failure ends the start."""
        command = [sys.executable, "manage.py", *arguments]
        process = subprocess.Popen(command, cwd=self.checkout, env=processes.environment())
        try:
            status = process.wait()
        except Stopped:
            process.terminate()
            process.wait()
            raise
        if status:
            raise CannotStart(f"manage.py {arguments[0]} ended with status {status}; its words are above.")

    def _collect_static(self) -> None:
        stamp = self.state.folder / "static.stamp"
        wanted = assets.fingerprint(self.checkout)
        collected = (self.checkout / "staticfiles" / "staticfiles.json").exists()
        if not (collected and stamp.exists() and stamp.read_text() == wanted):
            self.say("Collecting styles, scripts and images")
            self.step("collectstatic", "--noinput", "--clear", "--verbosity", "0")
            stamp.write_text(wanted)

    def _program_parts(self) -> list[Part]:
        program = [sys.executable, "-m"]
        celery = [*program, "celery", "--app", "talent_register"]
        # Heartbeat files belong in memory: a slow disk must not look like a dead worker.
        web = "--workers 2 --threads 4 --graceful-timeout 10 --no-control-socket"
        web += f" --bind fd://{self.listener.fileno()} --worker-tmp-dir {memory_folder()}"
        schedule = str(self.state.folder / "beat.db")
        return [
            Part(
                "web",
                [*program, "gunicorn", "talent_register.wsgi", *web.split()],
                on_parent_death=signal.SIGQUIT,
            ),
            Part("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"]),
            Part("beat", [*celery, "beat", "--schedule", schedule, "--pidfile=", "--loglevel", "WARNING"]),
        ]

    def _start(self, part: Part) -> None:
        part.started = time.monotonic()
        part.process = processes.spawn(
            part.argv,
            log=self._log(part),
            cwd=self.checkout,
            on_parent_death=part.on_parent_death,
            pass_fds=[self.listener.fileno()] if part.name == "web" else [],
        )

    def _log(self, part: Part) -> Path:
        folder = self.state.folder / "logs"
        folder.mkdir(exist_ok=True)
        return folder / f"{part.name}.log"

    def _await_page(self, web: Part, port: int) -> None:
        end = time.monotonic() + SLOWEST_START
        while time.monotonic() < end:
            if web.process is None or web.process.poll() is not None:
                break
            if serves(port):
                return
            time.sleep(0.1)
        raise CannotStart(f"The web server did not answer; {self._log(web)} says why.")

    def _watch(self, use: servers.Use) -> None:
        while True:
            time.sleep(PAUSE)
            if not use.is_kept():
                self.say("The keeper of the servers has gone: starting it again")
                use.addresses()
            for part in self.parts:
                if part.process is not None and part.process.poll() is not None:
                    self._start_again(part)

    def _start_again(self, part: Part) -> None:
        if time.monotonic() - part.started < REST:
            return
        self.say(f"The {part.name} ended unasked: starting it again; {self._log(part)} says more")
        self._start(part)

    def _take_down(self) -> None:
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, self._insist)
        running = [part.process for part in self.parts if part.process is not None]
        if self.use is None:
            return
        self.say("Stopping")
        for process in running:
            if process.poll() is None:
                process.terminate()
        for process in running:
            processes.stop(process, signal.SIGTERM, within=20)
        if not self.use.release(wait=40):
            self.say("PostgreSQL and Redis stay: another command uses them, and ends them when it ends")
        self.say("Stopped")

    def _on_signal(self, *_: object) -> None:
        if not self.told_to_end:
            self.told_to_end = True
            raise Stopped

    def _insist(self, *_: object) -> None:
        """A second Ctrl-C: end the programs at once. The data is safe by design."""
        for part in self.parts:
            if part.process is not None:
                part.process.kill()

    def _address_in_use(self) -> str:
        try:
            return (self.state.folder / "address").read_text()
        except OSError:
            return "an address it is still choosing"


class Stopped(BaseException):
    """Ctrl-C or a request to end, wherever the runner is."""


def listen(asked: str) -> socket.socket:
    """A socket that listens on the port asked for, or on the first free one from 8000 on.

    The runner holds it as long as it lives, so that two starts at once never choose the same, and the web server may
    come and go behind it.
    """
    if asked:
        if not asked.isdigit() or not 0 < int(asked) < 65536:
            raise CannotStart(f'PORT is "{asked}": set it to a number from 1 to 65535.')
        found = _listener(int(asked))
        if found is None:
            raise CannotStart(f"Port {asked} is taken by another program: set PORT to another number.")
        return found
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if found := _listener(port):
            if port != FIRST_PORT:
                print(f"Port {FIRST_PORT} is taken by another program: using {port}.", flush=True)
            return found
    raise CannotStart(f"No port from {FIRST_PORT} on is free: set PORT.")


def _listener(port: int) -> socket.socket | None:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(256)
    except OSError:
        listener.close()
        return None
    return listener


def serves(port: int) -> bool:
    """Whether the web server answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False
