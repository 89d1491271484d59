"""Loads the facts the project ships with. Running it again changes nothing.

The files in `data/` say for every row where it was read and when; what nobody checked is marked so.
"""

from datetime import date

from django.db import transaction

from talent_register.common.reference import Loaded

from . import frameworks, holidays, licence, outside, pay, roles, titles, wordings


@transaction.atomic
def load(*, today: date | None = None) -> list[Loaded]:
    """Make the tables say what the files say, frameworks before the roles that ask for their competencies."""
    return [
        *frameworks.load(),
        *roles.load(today=today),
        *titles.load(),
        *licence.load(),
        *pay.load(),
        *holidays.load(),
        *outside.load(),
        *wordings.load(),
    ]
