import getpass

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from talent_register.accounts.actions import memberships
from talent_register.accounts.models import User
from talent_register.accounts.roles import ROLES
from talent_register.audit import context
from talent_register.organisations.models import Organisation


class Command(BaseCommand):
    help = "Give a role in an organisation to somebody who has an account, or make the account for them."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--organisation", required=True, metavar="CODE", help="code of the organisation")
        parser.add_argument(
            "--role", required=True, help=", ".join(code for code, role in ROLES.items() if role.held_in)
        )
        parser.add_argument("--name", default="", help="full name, for a new account")

    def handle(self, *args, email, organisation, role, name, **options):
        where = Organisation.objects.filter(code__iexact=organisation).first()
        if where is None:
            raise CommandError(f'No organisation has the code "{organisation}". Run sync_organisations first.')
        if role not in ROLES or not ROLES[role].may_be_held_in(where.kind):
            possible = ", ".join(code for code, known in ROLES.items() if known.may_be_held_in(where.kind))
            raise CommandError(f'"{role}" cannot be held at {where}. Possible there: {possible or "no role"}.')
        with context.acting(f"shell:{getpass.getuser()}"):
            user, is_new = self._user(email.lower(), name)
            memberships.begin(user=user, organisation=where, role=role, day=timezone.localdate(), by=None)
        start = " They choose a password with “Forgotten password” on the log-in page." if is_new else ""
        self.stdout.write(f"{user.email} is {ROLES[role].name} at {where}.{start}")

    def _user(self, email, name):
        user = User.objects.filter(email=email).first()
        return (user, False) if user else (User.objects.create_user(email, name=name), True)
