"""The plan of a person who sent it to whoever looks: on their record too, while the link works."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pathways.models import PlanShare
from profiles.models import Clinician
from tracking.registry import Part


def shared(person: Clinician, user: Any, today: date) -> PlanShare | None:
    """The newest link that works today and that the person sent to this user's own address."""
    if person.user_id == user.pk:
        return None
    return person.plan_shares.working_on(today).filter(to_email__iexact=user.email).first()


def parts(person: Clinician, user: Any) -> list[Part]:
    if shared(person, user, timezone.localdate()) is None:
        return []
    return [Part(_("Plan"), reverse("person-plan", args=[person.reference]))]
