from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Write the pages of docs/ that are made from code (settings.DOCUMENTS)."
    requires_system_checks = ()

    def handle(self, **options):
        for name in settings.DOCUMENTS:
            path, text = import_string(name)()
            Path(settings.BASE_DIR / path).write_text(text, encoding="utf-8")
            self.stdout.write(f"Written: {path}")
