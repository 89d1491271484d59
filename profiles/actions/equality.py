"""Answering equality questions, changing one's mind, and taking every answer away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from profiles.models import Clinician
from profiles.models.equality import EqualityAnswers
from talent_register.audit import actions as audit


def own(clinician: Clinician) -> EqualityAnswers:
    """The person's answers; an empty row, not kept, where there are none."""
    return EqualityAnswers.objects.filter(clinician=clinician).first() or EqualityAnswers(clinician=clinician)


@transaction.atomic
def answer(*, clinician: Clinician, question: str, code: str, by: Any, at: datetime) -> None:
    """Keep one answer. That something was answered is recorded, never what."""
    EqualityAnswers.objects.update_or_create(clinician=clinician, defaults={question: code, "updated_at": at})
    _record("profiles.equality_answered", clinician, by)


@transaction.atomic
def remove_all(*, clinician: Clinician, by: Any) -> None:
    """Every answer goes at once."""
    if EqualityAnswers.objects.filter(clinician=clinician).delete()[0]:
        _record("profiles.equality_removed", clinician, by)


def _record(event: str, clinician: Clinician, by: Any) -> None:
    audit.record(event, by=by, object_type="clinician", object_ref=clinician.reference, person_ref=clinician.reference)
