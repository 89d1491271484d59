"""How far imports are behind."""

from datetime import datetime

from django.db.models import Min
from django.db.models.functions import Greatest

from .models import ImportRun


def oldest_due() -> datetime | None:
    """The earliest last sign of life among runs that somebody is waiting for."""
    alive = Greatest("uploaded_at", "approved_at", "waiting_since", "worked_at")
    return ImportRun.objects.unfinished().aggregate(oldest=Min(alive))["oldest"]
