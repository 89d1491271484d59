"""The browser that browser tests drive: Debian's Chromium, installed when root, never skipped."""

import os
import shutil
from pathlib import Path

from .errors import CannotStart
from .install import run, say

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-liberation")
ABSENT = (
    "Chromium is needed for the browser tests and was not found. Install it with:\n"
    "  apt-get install chromium\n"
    "or run ./test quick, which does without. Tests are never skipped for want of it."
)


def find() -> Path:
    """The program, or CannotStart with what to do."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise CannotStart(ABSENT)


def find_or_install() -> Path:
    """The program; root has Debian's package installed first when it is absent."""
    try:
        return find()
    except CannotStart:
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            raise
    say("Installing Debian's Chromium for the browser tests")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "-qq", *PACKAGES]
    if not run(install, quiet=True, env=env):
        # A fresh machine has no package lists, an old one has stale ones.
        run(["apt-get", "update", "-qq"], env=env)
        run(install, env=env)
    return find()
