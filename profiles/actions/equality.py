"""Answering equality questions, changing one's mind, and taking every answer away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from profiles.models import Clinician
from profiles.models.equality import EqualityAnswers

from .trail import note


def own(clinician: Clinician) -> EqualityAnswers:
    """The person's answers; an empty row, not kept, where there are none."""
    return EqualityAnswers.objects.filter(clinician=clinician).first() or EqualityAnswers(clinician=clinician)


@transaction.atomic
def answer(*, clinician: Clinician, question: str, code: str, by: Any, at: datetime) -> None:
    """Keep one answer. That something was answered is recorded, never what."""
    EqualityAnswers.objects.update_or_create(clinician=clinician, defaults={question: code, "updated_at": at})
    note("profiles.equality_answered", clinician, by)


@transaction.atomic
def remove_all(*, clinician: Clinician, by: Any) -> None:
    """Every answer goes at once."""
    if EqualityAnswers.objects.filter(clinician=clinician).delete()[0]:
        note("profiles.equality_removed", clinician, by)
