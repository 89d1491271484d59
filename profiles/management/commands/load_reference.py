from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Bring professions, regulators, roles and other facts into line with the files the register ships."

    def handle(self, *args, **options):
        with transaction.atomic():
            for loader in settings.REFERENCE_LOADERS:
                for loaded in import_string(loader)():
                    if options["verbosity"]:
                        self.stdout.write(str(loaded))
