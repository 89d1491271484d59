"""What others said of a person, where the person lets programme teams read it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pathways.choices import RaterGroup
from pathways.models import FeedbackRound
from pathways.rules import feedback as rules
from profiles.models import Clinician
from tracking.registry import Part


def released(person: Clinician, user: Any) -> FeedbackRound | None:
    """The newest round that the person lets this user read."""
    found = FeedbackRound.objects.visible_to(user).closed().filter(clinician=person, staff_since__isnull=False)
    return found.select_related("framework").first()


def parts(person: Clinician, user: Any) -> list[Part]:
    if person.user_id == user.pk or released(person, user) is None:
        return []
    return [Part(_("Feedback"), reverse("person-feedback", args=[person.reference]))]


def sheet_of(round: FeedbackRound) -> rules.Sheet:
    return rules.sheet(round.results, dict(RaterGroup.choices))
