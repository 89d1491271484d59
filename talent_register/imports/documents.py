"""docs/import-states.md, made from the table of transitions. Written by `manage.py write_docs`."""

from django.utils import translation

from .rules import diagram

PAGE = "docs/import-states.md"
HEAD = """# States of an import

Made from `talent_register/imports/rules.py` by `manage.py write_docs`; a test says when it is out of date.
"Checking", "Importing" and "Undoing" are done in the background; each ends in one transaction, so that a process killed
at any moment leaves the import where it was. Nobody on the register is touched before "Importing".

"""


def states() -> tuple[str, str]:
    """The page's path and text."""
    with translation.override("en-gb"):
        return PAGE, f"{HEAD}```mermaid\n{diagram()}```\n"
