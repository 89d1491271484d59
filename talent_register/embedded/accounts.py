"""Whom the servers run as: PostgreSQL refuses to run as root, and Redis has no need to."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SYSTEM_USER = "talent-register"


@dataclass(frozen=True)
class Account:
    """A user to run as. `prefix` is a command that gives up root where no user can be had."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def identity(self) -> dict[str, Any]:
        """The keyword arguments of subprocess that take on this identity."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def own(self, path: Path) -> None:
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def can_reach(self, path: Path) -> bool:
        """Whether every folder on the way lets this user through."""
        return all(_lets_through(folder, self) for folder in path.resolve().parents)


def _lets_through(folder: Path, account: Account) -> bool:
    if not account.is_other:
        return True
    facts = folder.stat()
    if facts.st_uid == account.uid:
        return bool(facts.st_mode & 0o100)
    return bool(facts.st_mode & (0o010 if facts.st_gid == account.gid else 0o001))


@cache
def server_account() -> Account:
    """This user; for root a system user, else nobody, else root without its powers."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for find in (_system_user, _nobody):
        account = find()
        if account and _can_become(account):
            return account
    return Account(0, 0, prefix=("unshare", "--user"))


def _system_user() -> Account | None:
    found = _named(SYSTEM_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin")
    if found is None and useradd:
        options = "--system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin"
        subprocess.run([useradd, *options.split(), SYSTEM_USER], capture_output=True, check=False)
        found = _named(SYSTEM_USER)
    return found


def _nobody() -> Account | None:
    return _named("nobody")


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _can_become(account: Account) -> bool:
    """Some containers map only root, or take the right to change user away."""
    try:
        subprocess.run(["/bin/true"], check=True, **account.identity())
    except (OSError, subprocess.SubprocessError):
        return False
    return True
