"""Noting when the programme first got in touch with somebody."""

from collections.abc import Iterable
from datetime import date

from profiles.models import Clinician
from tracking.models import FirstContact


def note(person: Clinician, *, on: date) -> None:
    """Keep the first day only. For actions that reach a person, inside their transaction."""
    note_all([person], on=on)


def note_all(people: Iterable[Clinician], *, on: date) -> None:
    """The same for actions that reach many."""
    rows = [FirstContact(clinician=person, on=on) for person in people]
    FirstContact.objects.bulk_create(rows, ignore_conflicts=True)
