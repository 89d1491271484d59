"""`python -m tests.load MODULE ...`: run one of these modules with Django ready."""

import importlib
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talent_register.settings")
django.setup()
importlib.import_module(f"tests.load.{sys.argv[1]}").main(*sys.argv[2:])
