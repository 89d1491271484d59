"""How far the outbox is behind."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from .models import Letter


def oldest_due() -> datetime | None:
    """Since when the oldest letter that nobody put off has been waiting.

    One that its own mail server put off says nothing about us; one that found no provider at all does.
    """
    return Letter.objects.overdue(timezone.now()).filter(attempts=0).aggregate(oldest=Min("not_before"))["oldest"]
