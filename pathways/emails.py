"""Letters about plans and feedback. Each goes into the outbox in the transaction of its cause."""

import hashlib
from datetime import date

from django.conf import settings
from django.urls import reverse

from talent_register.letters import actions as letters
from talent_register.letters.models import Purpose

from .models import PlanShare


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def plan_shared(*, share: PlanShare, token: str) -> None:
    """Bring one reader the link to a plan."""
    letters.write(
        key=f"pathways/plan_shared:{share.pk}",
        kind="pathways/plan_shared",
        purpose=Purpose.SECURITY,
        to_email=share.to_email,
        related=str(share.pk),
        context={
            "name": share.clinician.full_name,
            "link": settings.PUBLIC_URL + reverse("plan-shared", args=[token]),
            "expires_on": share.expires_on,
            "service_name": settings.SERVICE_NAME,
        },
    )


EXAMPLES = {
    "pathways/plan_shared": {
        "name": "Sam Taylor",
        "link": "https://register.example/plans/7F3K/",
        "expires_on": date(2027, 1, 6),
        "service_name": settings.SERVICE_NAME,
    },
}
