"""Sessions go when they have ended. A former log-in address goes when its link has stopped working; that the address
was changed, and when, stays.

While an invitation, a wish or a trouble of letters still names the address, it is known here anyway, and who leaves
must be found by it: then it waits for them.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from talent_register.common.retention import Sweep
from talent_register.letters.models import OptOut, Trouble

from .actions import former_addresses
from .models import FormerAddress, Invitation


def _old(at: datetime, days: int) -> Any:
    old = FormerAddress.objects.filter(changed_at__lte=at - timedelta(days=days)).exclude(email="")
    for other in (Invitation, OptOut, Trouble):
        old = old.exclude(Exists(other._default_manager.filter(email__iexact=OuterRef("email"))))
    return old.order_by("changed_at")


def _ended(at: datetime, days: int) -> Any:
    return Session.objects.filter(expire_date__lte=at - timedelta(days=days)).order_by("expire_date")


SWEEPS = [
    Sweep(
        "sessions",
        Session.objects.count,
        _ended,
        lambda keys, at, days: Session.objects.filter(pk__in=keys).delete(),
    ),
    Sweep(
        "former_addresses",
        FormerAddress.objects.count,
        _old,
        lambda keys, at, days: former_addresses.forget(ids=keys),
    ),
]
