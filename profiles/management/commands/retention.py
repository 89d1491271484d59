import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.actions import retention


class Command(BaseCommand):
    help = "Let go what is due by the retention rules, within the night's cap. Runs every night by itself."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would go; change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        outcomes = retention.run(at=timezone.now(), dry_run=options["dry_run"])
        if options["json"]:
            figures = {"dry_run": options["dry_run"], "rules": [asdict(outcome) for outcome in outcomes]}
            self.stdout.write(json.dumps(figures))
            return
        for outcome in outcomes:
            words = _("%(code)s: %(due)d of %(total)d due, %(erased)d gone, %(held)d held for a second person.")
            self.stdout.write(words % asdict(outcome))
        if options["dry_run"]:
            self.stdout.write(_("Nothing was changed."))
