"""manage.py check_translations: what is not in Welsh yet, and what no Welsh speaker has checked."""

import json

from django.core.management.base import BaseCommand

from talent_register.common import translations


class Command(BaseCommand):
    help = (
        "List the words of the pages that are not translated, and those no speaker of the language has checked. "
        "Example: manage.py check_translations --json. Exit code: 0 when all is translated, 1 otherwise."
    )

    def add_arguments(self, parser):
        parser.add_argument("--language", default="cy", help="code of the language; cy unless given")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, language, json: bool, **options):
        found = translations.gaps(language)
        self.stdout.write(_as_json(found) if json else _as_text(found))
        if found.untranslated:
            raise SystemExit(1)


def _as_json(found) -> str:
    return json.dumps(vars(found), ensure_ascii=False)


def _as_text(found) -> str:
    done = found.total - len(found.untranslated)
    lines = [f"{done} of {found.total} translated, {len(found.unreviewed)} of them not checked by a speaker."]
    lines += [f"Not translated: {text}" for text in found.untranslated]
    lines += [f"Not checked: {text}" for text in found.unreviewed]
    return "\n".join(lines)
