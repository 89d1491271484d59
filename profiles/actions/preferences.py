"""Which letters somebody wants, and in which language."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.letters import actions as letters
from talent_register.letters.models import Purpose


def switched_off(wanted: Collection[str]) -> list[str]:
    """The purposes that are off when these are wanted. Letters about the account cannot be."""
    return [purpose for purpose in Purpose.values if purpose not in {Purpose.SECURITY, *wanted}]


@transaction.atomic
def choose(*, clinician: Clinician, purposes: Collection[str], language: str, by: Any, at: datetime) -> None:
    """Keep what somebody wants from now on. What waits and is no longer wanted does not leave."""
    clinician = Clinician.objects.select_for_update(of=("self",)).select_related("user").get(pk=clinician.pk)
    clinician.letters_off, clinician.language = switched_off(purposes), language
    clinician.updated_at = at
    clinician.save(update_fields=["letters_off", "language", "updated_at"])
    if clinician.user is not None:
        clinician.user.language = language
        clinician.user.save(update_fields=["language"])
    letters.wish(email=clinician.email, person_ref=clinician.reference, wanted=purposes, at=at)
    audit.record(
        "profiles.letters_chosen",
        by=by,
        object_type="clinician",
        object_ref=clinician.reference,
        person_ref=clinician.reference,
        details={"off": clinician.letters_off},
    )
