"""Noting when the programme first got in touch with somebody."""

from datetime import date

from profiles.models import Clinician
from tracking.models import FirstContact


def note(person: Clinician, *, on: date) -> None:
    """Keep the first day only. For actions that reach a person, inside their transaction."""
    FirstContact.objects.bulk_create([FirstContact(clinician=person, on=on)], ignore_conflicts=True)
