"""Who looked at whom goes after years: all but the day, and the digest that keeps the seals whole."""

from datetime import datetime, timedelta
from typing import Any

from talent_register.common.retention import Sweep

from .models import View


def _old(at: datetime, days: int) -> Any:
    return View.objects.kept().filter(at__lt=at - timedelta(days=days)).order_by("at", "id")


def _forget(keys: list[int], at: datetime, days: int) -> None:
    said = dict.fromkeys(("actor", "actor_name", "organisation", "role", "page", "purpose", "request_id"), "")
    View.objects.filter(pk__in=keys).update(**said, people=[])


SWEEPS = [Sweep("views", View.objects.kept().count, _old, _forget)]
