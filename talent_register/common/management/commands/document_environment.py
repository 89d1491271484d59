"""Write docs/environment.md from the one table of environment variables."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from talent_register.env import VARIABLES, Variable

PAGE = "docs/environment.md"
HEAD = """# Environment variables

Made from `talent_register/env.py` by `manage.py document_environment`; a test says when it is out of date.
A variable that begins with `REGISTER_` and is not listed here stops the start.
`./start` needs none of them. Production refuses to start without those marked "needed".

| Variable | Meaning | Without it | In production |
|---|---|---|---|
"""


def page() -> str:
    return HEAD + "".join(_row(variable) for variable in VARIABLES)


def _row(variable: Variable) -> str:
    marks = [
        word for word, holds in (("needed", variable.required_in_production), ("secret", variable.secret)) if holds
    ]
    return f"| `{variable.name}` | {variable.meaning} | {variable.default or 'empty'} | {', '.join(marks)} |\n"


class Command(BaseCommand):
    help = f"Writes {PAGE} from the table in talent_register/env.py."
    requires_system_checks = ()

    def handle(self, **options):
        Path(settings.BASE_DIR / PAGE).write_text(page())
        self.stdout.write(f"{PAGE}: {len(VARIABLES)} variables")
