"""Words from upper storeys, by dotted string in settings: may this letter still go, and may its kind go twice."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from .choices import Purpose
from .models import Letter, Trouble
from .wishes import is_stopped

Recheck = Callable[[Letter], str]
STOPPED = "The person stopped these emails."
ERASED = "The address was erased."
BROKEN = "Letters to this address came back twice."


def rechecks() -> dict[str, Recheck]:
    """Beginnings of kinds → the function that knows why a letter of such a kind should no longer go."""
    return {beginning: import_string(path) for beginning, path in settings.LETTER_RECHECKS.items()}


def reason_to_cancel(letter: Letter) -> str:
    """Why the letter must not go any more; empty when it may.

    The storeys above come first: they may give the letter the person's address of today, and only that one counts.
    """
    if not letter.to_email:
        return ERASED
    for beginning, recheck in rechecks().items():
        if letter.kind.startswith(beginning) and (reason := recheck(letter)):
            return str(reason)
    if is_stopped(letter):
        return STOPPED
    if letter.purpose != Purpose.SECURITY and Trouble.objects.in_force_for(letter.to_email).exists():
        return BROKEN
    return ""


def held_until(letter: Letter, day: date) -> date | None:
    """The day on which staff let letters of this kind leave again; None when nothing holds it on a day."""
    for beginning, path in settings.LETTER_HOLDS.items():
        if letter.kind.startswith(beginning) and (until := import_string(path)(day)):
            return until
    return None


def may_repeat(letter: Letter) -> bool:
    """Whether a second copy of this kind does no harm."""
    return letter.kind.startswith(tuple(settings.LETTER_REPEATABLE))
