"""The person's word on what an organisation says they have earned."""

from datetime import datetime
from typing import Any

from django.db import transaction

from profiles.models import Recognition
from talent_register.audit import actions as audit


@transaction.atomic
def dispute(*, recognition: Recognition, by: Any, at: datetime) -> Recognition:
    """Mark what the person says is wrong. Said twice, it stands once; another list of the organisation lifts it."""
    recognition = Recognition.objects.select_for_update(of=("self",)).get(pk=recognition.pk)
    if recognition.disputed_at:
        return recognition
    recognition.disputed_at = recognition.updated_at = at
    recognition.save(update_fields=["disputed_at", "updated_at"])
    audit.record(
        "profiles.recognition_disputed",
        by=by,
        object_type="recognition",
        object_ref=str(recognition.uuid),
        person_ref=recognition.clinician.reference,
        organisation=recognition.organisation.code,
    )
    return recognition
