"""Telling somebody that there is something new to read about them: one letter a day, which says nothing of it."""

from datetime import datetime

from django.utils import timezone

from profiles.models import Clinician
from talent_register.common import holidays
from talent_register.letters import actions as letters
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter
from tracking import emails

KIND = "tracking/update"


def tell(person: Clinician, *, at: datetime) -> Letter | None:
    """Write the letter, unless one that says the same still waits. Nothing goes to somebody without an address."""
    if not person.email or Purpose.REVIEW in person.stopped:
        return None
    leaves = holidays.next_sending(at, person.nation)
    while _left(key := f"{KIND}:{person.reference}:{timezone.localdate(leaves)}"):
        leaves = holidays.next_morning(leaves, person.nation)
    return letters.write(
        key=key,
        kind=KIND,
        purpose=Purpose.REVIEW,
        **person.as_reader(),
        not_before=leaves,
        context=emails.update(person),
    )


def _left(key: str) -> bool:
    """Whether the letter of that day is on its way already: then what is new waits for the next day."""
    return Letter.objects.filter(key=key).exclude(state=State.PENDING).exists()
