"""What a person is asked once they have logged in, wherever they were going. Named in settings.AFTER_LOG_IN."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from profiles import access
from profiles.actions import consents
from profiles.models import ClinicianState


def new_words(request: HttpRequest, user: Any, going_to: str) -> str:
    """The page that asks again who may see them, where its words are new; empty where there is nothing to ask."""
    clinician = access.own_record(user)
    if clinician is None or clinician.state == ClinicianState.LEFT:
        return ""
    if not consents.asked_again(clinician, timezone.now()):
        return ""
    request.session[access.NEXT_KEY] = going_to
    return reverse("own-consent-again")
