"""`python -m tests.benchmarks NAME`: one benchmark on a migrated, empty database. `./test bench` calls this."""

import importlib
import os
import sys

import django
from django.core.management import call_command

if __name__ == "__main__":  # processes that a benchmark starts read this file too
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent_register.settings")
    name, *sys.argv[1:] = sys.argv[1:]
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    importlib.import_module(f"tests.benchmarks.{name}").main()
