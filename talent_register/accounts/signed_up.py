"""That somebody asked for an account in this browser: remembered in the session, the same whether the address had one.

Upper storeys may keep in it what its owner says while the letter is on its way, and hand it over after the log-in.
"""

import time
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

KEY = "signed_up"
# As long as the link in the letter is good.
KEPT_FOR = 24 * 3600


def note(request: HttpRequest, *, address: str) -> None:
    """Somebody asked for an account with this address. What another person said here before is forgotten."""
    request.session[KEY] = {"address": _hash(address), "at": time.time(), "said": {}}


def said(request: HttpRequest) -> dict[str, Any] | None:
    """What was said since; None where nobody asked for an account here today."""
    kept = request.session.get(KEY)
    return kept["said"] if kept and time.time() - kept["at"] < KEPT_FOR else None


def keep(request: HttpRequest, found: dict[str, Any]) -> None:
    request.session[KEY] = {**request.session[KEY], "said": found}


def handed_over(request: HttpRequest) -> dict[str, Any]:
    """What was said, once, to whoever has logged in with the address that was given; nothing to anybody else."""
    found, kept = said(request), request.session.pop(KEY, None)
    is_theirs = bool(kept) and constant_time_compare(kept["address"], _hash(request.user.email))
    return found if found and is_theirs else {}


def _hash(address: str) -> str:
    return salted_hmac("accounts.signed_up", address.strip().lower()).hexdigest()
