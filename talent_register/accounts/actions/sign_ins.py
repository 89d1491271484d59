"""What is written down when somebody logs in, is refused, or logs out."""

import hashlib
import hmac
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from talent_register.accounts import emails
from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.audit.models import Event

LOGGED_IN, REFUSED, LOGGED_OUT = "accounts.logged_in", "accounts.log_in_refused", "accounts.logged_out"
REFUSALS_ALLOWED, REFUSALS_MINUTES = 10, 5


def fingerprint(text: str) -> str:
    """A keyed digest: comparable, but it gives back no address and no device."""
    return hmac.new(settings.HASH_KEY, text.strip().lower().encode(), hashlib.sha256).hexdigest()[:20]


def log_in(*, user: User, device: str, methods: list[str], at: datetime) -> None:
    """Record a log-in; a device that was never used before is told to the owner."""
    device_mark = fingerprint(device)
    mine = Event.objects.filter(object_type="user", object_ref=str(user.uuid), type=LOGGED_IN)
    is_new = mine.exists() and not mine.filter(details__device=device_mark).exists()
    audit.record(
        LOGGED_IN,
        by=user,
        object_type="user",
        object_ref=str(user.uuid),
        details={"device": device_mark, "methods": methods},
    )
    if is_new:
        emails.new_device(user=user, at=at)


def active(*, user: User, day: date) -> None:
    """Note the last day on which somebody opened a page; the access review asks who has not for long."""
    User.objects.filter(pk=user.pk).update(last_active_on=day)
    user.last_active_on = day


def sign_up(*, user: User) -> None:
    audit.record("accounts.signed_up", by=user, object_type="user", object_ref=str(user.uuid))


def log_out(*, user: User) -> None:
    audit.record(LOGGED_OUT, by=user, object_type="user", object_ref=str(user.uuid))


def refuse(*, email: str) -> None:
    """Record that a log-in was refused, without saying whether the account exists."""
    audit.record(REFUSED, object_type="log-in", object_ref=fingerprint(email))


def is_locked(*, email: str, at: datetime) -> bool:
    """Whether an address was refused too often lately. Kept in the database: it outlives the cache."""
    recent: Any = Event.objects.filter(
        object_type="log-in",
        object_ref=fingerprint(email),
        type=REFUSED,
        at__gt=at - timedelta(minutes=REFUSALS_MINUTES),
    )
    return recent.count() >= REFUSALS_ALLOWED
