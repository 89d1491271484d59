"""Names of saved views."""

from collections.abc import Collection

from django.utils.translation import gettext as _

LONGEST_NAME = 60


class CannotSaveView(Exception):
    """The reason, for the person who asked."""


def name_is_taken(name: str) -> str:
    return _("You already have a saved view called %(name)s. Enter another name") % {"name": name}


def free_name(name: str, taken: Collection[str], giver: str) -> str:
    """The name, or one that says from whom it came. `taken` are casefolded.

    >>> free_name("Nurses", {"nurses"}, "Ada Reed")
    'Nurses (Ada Reed)'
    """
    if name.casefold() not in taken:
        return name
    number, ending = 1, f" ({giver})"
    while True:
        tried = f"{name[: LONGEST_NAME - len(ending)]}{ending}"[:LONGEST_NAME]
        if tried.casefold() not in taken:
            return tried
        number += 1
        ending = f" ({giver[:30]} {number})"
