"""manage.py compile_translations: write the .mo files that Django reads, without gettext installed."""

from django.conf import settings
from django.core.management.base import BaseCommand

from talent_register.common import translations


class Command(BaseCommand):
    help = "Compile every catalogue under locale/. Run it after changing a .po file, and commit both."

    def handle(self, **options):
        for code, _name in settings.LANGUAGES:
            source = translations.catalogue(code)
            if source.exists():
                source.with_suffix(".mo").write_bytes(translations.compiled(code))
                self.stdout.write(f"Compiled {source.relative_to(settings.BASE_DIR)}")
