"""Bring the data to where the code is. ./start and the compose file run it before anything serves."""

from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS = {
    "migrate": "Bringing the tables up to date",
    "sync_organisations": "Loading NHS organisations",
    "load_reference": "Loading professions, roles, frameworks and other reference data",
}


class Command(BaseCommand):
    help = "Migrates, loads reference data and, in a demo where nobody is registered, a demo. Safe to run at any time."

    def add_arguments(self, parser):
        parser.add_argument("--logins", type=Path, help="write the demo's log-ins to this file")

    def handle(self, *, logins, **options):
        for command, sentence in STEPS.items():
            self.stdout.write(f"          {sentence}")
            self.stdout.flush()
            call_command(command, verbosity=0, stdout=StringIO())
        if settings.DEMO:
            self.prepare_demo(logins)

    def prepare_demo(self, logins):
        """Nobody's data is ever mixed with made-up people: the demo loads into an empty register only."""
        if not apps.get_model("profiles.Clinician").objects.exists():
            self.stdout.write("          Making the people of the demo (a minute, once)")
            self.stdout.flush()
            call_command("demo", stdout=StringIO())
        if logins:
            with open(logins, "w") as file:
                call_command("demo_logins", stdout=file)
