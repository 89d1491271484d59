import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracking.demo import accounts, mark, showcase


class Command(BaseCommand):
    help = "Print who can log in to the demo, with what, and what each can do."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        if not settings.DEMO or not mark.read():
            raise CommandError("There is no demo here. Make one with: manage.py demo")
        if options["json"]:
            self.stdout.write(json.dumps(self._as_object(), ensure_ascii=False))
            return
        wide = max(len(log_in.email) for log_in in accounts.LOG_INS)
        self.stdout.write(f"Password of every log-in: {accounts.PASSWORD}")
        self.stdout.write(f"Codes for staff: {settings.PUBLIC_URL}/demo/ or manage.py demo_code ADDRESS\n\n")
        for log_in in accounts.LOG_INS:
            mark_of_code = "code" if log_in.needs_code else ""
            self.stdout.write(f"  {log_in.email:<{wide}}  {mark_of_code:<4}  {log_in.name}: {log_in.can}")
        self.stdout.write(f"\nThe link in the claim letter of {accounts.INVITED.email}: {showcase.claim_link()}")

    def _as_object(self) -> dict:
        return {
            "password": accounts.PASSWORD,
            "claim_link": showcase.claim_link(),
            "log_ins": [
                {
                    "email": log_in.email,
                    "name": log_in.name,
                    "role": log_in.role or ("superuser" if log_in.is_superuser else "clinician"),
                    "organisation": log_in.organisation,
                    "can": log_in.can,
                    "secret": log_in.secret if log_in.needs_code else "",
                }
                for log_in in accounts.LOG_INS
            ],
        }
