from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracking.demo import accounts, mark


class Command(BaseCommand):
    help = "Print the 6 digits that the authenticator app of a demo log-in shows now."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="ADDRESS")

    def handle(self, *args, email, **options):
        if not settings.DEMO or not mark.read():
            raise CommandError("There is no demo here. Make one with: manage.py demo")
        log_in = next((log_in for log_in in accounts.LOG_INS if log_in.email == email.lower()), None)
        if log_in is None:
            raise CommandError(f"{email} is no log-in of the demo. See: manage.py demo_logins")
        if not log_in.needs_code:
            raise CommandError(f"{email} logs in with the password alone.")
        self.stdout.write(log_in.code())
