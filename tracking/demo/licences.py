"""What made-up people told us about their licence, and a full log for the person of the demo."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from pathways.models import LicenceEvidence, LicenceProgress
from profiles.models import Clinician, Registration

from . import bulk

# Days ago, what, hours of practice, hours of learning, what it was.
LOG = (
    (20, "Chaired the divisional governance meeting", 0, 0, ["QUALITY"]),
    (45, "Board development day", 0, 6, ["CPD", "WITH_OTHERS"]),
    (70, "Led the review of a serious incident", 0, 0, ["EVENT", "REFLECTION"]),
    (110, "Feedback from the acute medicine team and the executive", 0, 0, ["COLLEAGUE_FEEDBACK"]),
    (150, "Redesign of the same-day emergency care unit", 0, 0, ["QUALITY", "REFLECTION"]),
    (190, "Appraisal with Dr Okafor", 0, 0, ["APPRAISAL"]),
    (240, "Leadership programme: managing money", 0, 14, ["CPD", "WITH_OTHERS", "PLANNED"]),
)
MOST_PEOPLE = 400
YEARS = {"gmc": 5, "nmc": 3, "gdc": 5, "hcpc": 2}


def add(record: Clinician, random: Random, today: date) -> None:
    """Dates for some people of each regulator, and the log of the person of the demo."""
    now = timezone.now()
    chosen = Registration.objects.filter(clinician__state="REGISTERED").select_related("regulator").order_by("pk")
    progress = [
        LicenceProgress(
            registration=registration,
            renewed_on=today - timedelta(days=random.randint(30, 365 * YEARS.get(registration.regulator.code, 1) - 30)),
            keeping=LicenceProgress.Keeping.KEEP if random.random() < 0.9 else LicenceProgress.Keeping.THINKING,
            updated_at=now,
        )
        for registration in chosen[:MOST_PEOPLE]
    ]
    bulk.copy(progress)
    bulk.copy(
        [
            LicenceEvidence(
                clinician=record,
                on=today - timedelta(days=days),
                title=title,
                practice_hours=Decimal(practice),
                cpd_hours=Decimal(learning),
                facets=facets,
                created_at=now - timedelta(days=days),
            )
            for days, title, practice, learning, facets in LOG
        ]
    )
