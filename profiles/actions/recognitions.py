"""The person's word on what an organisation says they have earned."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

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
    changed(people=[recognition.clinician_id], at=at)
    return recognition


def changed(*, people: Collection[int], at: datetime) -> None:
    """Let the storeys above follow what organisations now say of these people (settings.AFTER_RECOGNITIONS)."""
    for name in settings.AFTER_RECOGNITIONS:
        import_string(name)(people=people, at=at)
