"""Before something closes: whoever saved it, and takes letters about opportunities, is told a week and a day ahead."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from pathways import emails
from pathways.models import Application, Opportunity, SavedOpportunity
from pathways.rules.opportunities import TOLD_AHEAD, told_ahead
from talent_register.letters import actions as letters
from talent_register.letters.actions import Draft

from .digests import readers

CHUNK = 1000


def write(*, at: datetime) -> int:
    """Tell everybody whose day has come. A letter's key names the day, so that a second run writes nothing twice."""
    today = localdate(at)
    return letters.write_many(_drafts(today))


def standing(today: date) -> QuerySet[SavedOpportunity]:
    """What is saved, closes within the week, and was not applied for, of people who take such letters."""
    applied = Application.objects.filter(clinician=OuterRef("clinician"), opportunity=OuterRef("opportunity"))
    near = Opportunity.objects.open_on(today).filter(closes_on__lte=today + max(TOLD_AHEAD))
    saved = SavedOpportunity.objects.filter(opportunity__in=near, clinician__in=readers(today).order_by())
    saved = saved.exclude(Exists(applied.exclude(state=Application.State.WITHDRAWN)))
    return saved.select_related("opportunity", "clinician__user").order_by("pk")


def told(saved: SavedOpportunity, today: date) -> int | None:
    """How many days ahead this is told today, if it is."""
    closes_on = saved.opportunity.closes_on
    return told_ahead(closes_on=closes_on, saved_on=localdate(saved.saved_at), today=today) if closes_on else None


def _drafts(today: date) -> Iterator[Draft]:
    for saved in standing(today).iterator(chunk_size=CHUNK):
        days = told(saved, today)
        if days is not None and saved.clinician.email:
            yield emails.closing(saved=saved, days=days)
