"""What is one's own in the pathways. Everything starts from the logged-in user."""

from typing import Any

from django.db.models import QuerySet

from profiles.access import own_record
from profiles.models import Clinician, Registration, Training

from .models import LicenceEvidence

__all__ = ["own_evidence", "own_record", "own_registrations", "own_training"]


def own_registrations(user: Any) -> QuerySet[Registration]:
    """The numbers a person gave, with what they told us about each."""
    found = Registration.objects.select_related("regulator", "clinician__profession", "licence_progress")
    return found.filter(clinician__user=user).order_by("id")


def own_evidence(user: Any) -> QuerySet[LicenceEvidence]:
    """A person's log, newest first."""
    return LicenceEvidence.objects.visible_to(user)


def own_training(clinician: Clinician) -> Training | None:
    """The training programme a person is in now, as the college or the person gave it."""
    places = clinician.trainings.filter(relationship=Training.Relationship.TRAINEE, ended_on__isnull=True)
    return places.exclude(status=Training.Status.LEFT).order_by("-expected_completion_date", "id").first()
