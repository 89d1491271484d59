import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pathways.reference import frameworks


class Command(BaseCommand):
    help = "Load a competency framework: a folder of frameworks.csv, levels.csv and competencies.csv, or one YAML file."

    def add_arguments(self, parser):
        parser.add_argument("place", type=Path, metavar="FILE-OR-FOLDER")
        parser.add_argument("--check", action="store_true", help="say what is wrong; change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        try:
            documents = frameworks.documents_in(options["place"])
            problems = [problem for document in documents for problem in document.problems]
            problems += [] if problems else _answered(documents)
            loaded = [] if options["check"] or problems else frameworks.load_documents(documents)
        except frameworks.CannotLoad as refusal:
            problems, loaded = refusal.problems, []
        if options["json"]:
            self.stdout.write(json.dumps({"problems": problems, "loaded": [vars(one) for one in loaded]}))
        for line in [] if options["json"] else loaded:
            self.stdout.write(str(line))
        if problems:
            raise CommandError("\n".join([*problems, _("Nothing was loaded.")]))
        if options["check"] and not options["json"]:
            self.stdout.write(_("Nothing is wrong. Run it again without --check to load."))


def _answered(documents):
    """Words of a version that people have answered with stay as they are: a sentence for each."""
    sentence = _("%(framework)s: people have answered with “%(code)s”. Give the new words a new version.")
    return [sentence % {"framework": old, "code": code} for old, _kind, code in frameworks.rewritten(documents)]
