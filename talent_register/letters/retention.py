"""The words of letters go; that they were sent, and when, stays longer."""

from datetime import datetime, timedelta
from typing import Any

from talent_register.common.retention import Sweep

from .models import Letter


def _old(at: datetime, days: int) -> Any:
    return Letter.objects.filter(finished_at__lt=at - timedelta(days=days)).exclude(body="").order_by("finished_at")


def _empty(keys: list[int], at: datetime, days: int) -> None:
    Letter.objects.filter(pk__in=keys).update(body="")


SWEEPS = [Sweep("letters", Letter.objects.count, _old, _empty)]
