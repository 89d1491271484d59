"""The browser that browser tests drive: Debian's Chromium, installed when root, never skipped."""

import os
import shutil
from pathlib import Path

from .errors import CannotStart
from .install import run, say

# The shell is the same Chromium without the windows that nobody looks at: it does the same in two thirds of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")
PACKAGES = (SHELL, "fonts-liberation")
ABSENT = (
    "Chromium is needed for the browser tests and was not found. Install it with:\n"
    f"  apt-get install {SHELL}\n"
    "or run ./test quick, which does without. Tests are never skipped for want of it."
)


def find() -> Path:
    """The program, or CannotStart with what to do."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise CannotStart(ABSENT)


def find_or_install() -> Path:
    """The program; root has Debian's package installed first when it is absent. Any Chromium does where that fails."""
    if not shutil.which(SHELL) and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
    return find()


def _install() -> None:
    say("Installing Debian's Chromium for the browser tests")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "-qq", *PACKAGES]
    if not run(install, quiet=True, env=env):
        # A fresh machine has no package lists, an old one has stale ones.
        run(["apt-get", "update", "-qq"], env=env)
        run(install, env=env)
