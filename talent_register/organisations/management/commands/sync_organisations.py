import getpass

from django.core.management.base import BaseCommand

from talent_register.audit import context
from talent_register.organisations import actions


class Command(BaseCommand):
    help = "Bring the published list of organisations and regions (organisations/data) into the database."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *args, dry_run, **options):
        with context.acting(f"shell:{getpass.getuser()}"):
            counts = actions.sync(dry_run=dry_run)
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"Organisations: {counts['new']} {would}new, {counts['changed']} {would}changed, "
            f"{counts['unchanged']} unchanged. Names {would}written: {counts['names written']}."
        )
