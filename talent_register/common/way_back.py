"""The way back from a question to the page that led there. It is kept in the session, for a question can take pages.

Addresses come from our own pages only, never from what a browser sends. An hour later nobody remembers where they came
from, and neither do we.
"""

import time

from django.http import HttpRequest

KEY = "way_back"
REMEMBERED = 3600  # seconds


def note(request: HttpRequest, *, href: str, words: str) -> None:
    """From here on, what is finished leads back to `href`, which pages call `words`."""
    request.session[KEY] = {"href": href, "words": words, "at": time.time()}


def noted(request: HttpRequest) -> dict | None:
    """Where the person came from: `href` and `words`; nothing when it is an hour ago."""
    kept = request.session.get(KEY)
    return kept if kept and time.time() - kept["at"] < REMEMBERED else None


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def taken(request: HttpRequest, otherwise: str) -> str:
    """Where to go now that it is finished: back, once, or to the page named `otherwise`."""
    found = noted(request)
    forget(request)
    return found["href"] if found else otherwise
