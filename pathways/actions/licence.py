"""What people tell us about their licence, and what they log for it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pathways.models import LicenceEvidence, LicenceProgress
from profiles.actions.trail import note
from profiles.models import Clinician, Registration


@transaction.atomic
def tell(*, registration: Registration, told: dict[str, Any], by: Any, at: datetime) -> LicenceProgress:
    """Keep what the person says about one registration: last renewal, a given day, how they hold it."""
    Registration.given.select_for_update().get(pk=registration.pk)
    progress, _made = LicenceProgress.objects.update_or_create(
        registration=registration, defaults={**told, "updated_at": at}
    )
    note("pathways.licence_told", registration.clinician, by, regulator=registration.regulator.code)
    return progress


@transaction.atomic
def log(*, clinician: Clinician, said: dict[str, Any], by: Any, at: datetime) -> LicenceEvidence:
    """Add a piece of evidence."""
    evidence = LicenceEvidence.objects.create(clinician=clinician, created_at=at, **said)
    note("pathways.licence_evidence_logged", clinician, by, evidence=str(evidence.uuid))
    return evidence


@transaction.atomic
def change(*, evidence: LicenceEvidence, said: dict[str, Any], by: Any) -> LicenceEvidence:
    """Put a piece of evidence right."""
    evidence = LicenceEvidence.objects.select_for_update().get(pk=evidence.pk)
    for name, value in said.items():
        setattr(evidence, name, value)
    evidence.save()
    note("pathways.licence_evidence_changed", evidence.clinician, by, evidence=str(evidence.uuid))
    return evidence


@transaction.atomic
def remove(*, evidence: LicenceEvidence, by: Any) -> None:
    """Take a piece of evidence out of the log."""
    clinician, reference = evidence.clinician, str(evidence.uuid)
    evidence.delete()
    note("pathways.licence_evidence_removed", clinician, by, evidence=reference)
