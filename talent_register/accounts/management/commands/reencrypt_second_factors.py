import getpass

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from talent_register.accounts.actions import secrets
from talent_register.audit import context


class Command(BaseCommand):
    help = "After REGISTER_FIELD_KEY has changed: encrypt second factors with the new key."

    def handle(self, *args, **options):
        try:
            with context.acting(f"shell:{getpass.getuser()}"):
                number = secrets.reencrypt()
        except InvalidToken:
            raise CommandError(
                "A second factor cannot be read with any key. Nothing was changed. "
                "Put the earlier keys into REGISTER_OLD_FIELD_KEYS."
            ) from None
        self.stdout.write(f"Second factors encrypted with the present key: {number}.")
