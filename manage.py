#!/usr/bin/env python3
"""The register's commands. Without DATABASE_URL they use the embedded servers of this checkout."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

# Started by a Python that has no Django, it goes on in the virtual environment that ./start and ./test make.
OWN_PYTHON = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
if find_spec("django") is None and OWN_PYTHON.exists():
    os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])  # noqa: S606

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from talent_register.embedded import servers
from talent_register.embedded.errors import CannotStart


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent_register.settings")
    try:
        with servers.for_command(sys.argv):
            execute_from_command_line(sys.argv)
    except (CannotStart, ImproperlyConfigured) as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
