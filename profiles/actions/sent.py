"""Forms that were sent: one at a time of each page, and each copy once. The middleware of this storey asks."""

import json
from datetime import datetime

from django.http import QueryDict
from django.utils.crypto import salted_hmac

from profiles.models import SentForm
from talent_register.accounts.models import User
from talent_register.common.turns import take_turn

NEVER = {"csrfmiddlewaretoken"}
LONGEST = 500


def wait_for(page: str) -> None:
    """Let one form of a page be answered at a time; the next waits until this request is over."""
    take_turn("sent", page)


def hash_of(path: str, data: QueryDict) -> str:
    """A keyed hash of what is sent, so that nobody can guess it back."""
    said = sorted((name, values) for name, values in data.lists() if name not in NEVER)
    return salted_hmac("profiles.sent", json.dumps([path, said]), algorithm="sha256").hexdigest()


def led_to(*, user: User, once: str, said: str) -> str:
    """Where this very copy led when it was last sent, with the same answers; empty when it was not."""
    found = SentForm.objects.filter(user=user, once=once, said=said).values_list("led_to", flat=True)
    return found.first() or ""


def note(*, user: User, once: str, said: str, led_to: str, at: datetime) -> None:
    """Remember that a copy was sent with these answers, the last of its answers alone. One statement."""
    if len(led_to) <= LONGEST:
        SentForm.objects.bulk_create(
            [SentForm(user=user, once=once, said=said, led_to=led_to, at=at)],
            update_conflicts=True,
            unique_fields=["user", "once"],
            update_fields=["said", "led_to", "at"],
        )
