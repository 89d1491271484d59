"""Where it is kept that somebody wants no letters of a purpose: one wish stands in one place.

That is the person where we know them, else the address. Persons live in a storey above, which settings name.
"""

from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from .choices import Purpose
from .models import Letter, OptOut


class PersonsWishes(Protocol):
    """What the storey of persons does for a letter's purpose. None: the letter is about nobody it knows."""

    def is_stopped(self, letter: Letter) -> bool | None: ...

    def change(self, letter: Letter, *, stops: bool, at: datetime) -> bool | None:
        """Stop the purpose or let it come again. Whether that changed anything."""
        ...

    def nation_of(self, letter: Letter) -> str:
        """Whose bank holidays count; empty where nobody knows, and then England's do."""
        ...


def of_persons() -> PersonsWishes:
    return import_string(settings.LETTER_WISHES)


def is_stopped(letter: Letter) -> bool:
    """Whether letters like this one are unwanted. Letters about an account and its security always go."""
    if letter.purpose == Purpose.SECURITY:
        return False
    known = of_persons().is_stopped(letter)
    return OptOut.objects.in_force_for(letter).exists() if known is None else known


def change(letter: Letter, *, stops: bool, at: datetime) -> bool:
    """Keep the wish of whoever holds the letter. Whether it is new."""
    if letter.purpose == Purpose.SECURITY:
        return False
    known = of_persons().change(letter, stops=stops, at=at)
    if known is not None:
        return known
    if not stops:
        return bool(OptOut.objects.in_force_for(letter).update(lifted_at=at))
    wish = {"email": letter.to_email.lower(), "purpose": letter.purpose, "lifted_at": None}
    return OptOut.objects.get_or_create(**wish, defaults={"at": at})[1]
