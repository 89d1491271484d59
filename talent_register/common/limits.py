"""How often one address may call a page that costs work. Counted in the cache; no cache, no limit."""

import functools
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

MINUTE = 60


def limited(name: str, *, a_minute: int) -> Callable:
    """Refuse with 429 the calls of one address beyond a number a minute."""

    def mark(view: Callable) -> Callable:
        @functools.wraps(view)
        def counted(request, *args, **kwargs):
            if is_too_often(name, request.META.get("REMOTE_ADDR", ""), a_minute=a_minute):
                return too_many(request)
            return view(request, *args, **kwargs)

        return counted

    return mark


def is_too_often(name: str, who: str, *, a_minute: int) -> bool:
    """Count a call of somebody, and say whether it is one too many in this minute."""
    key = f"limit:{name}:{who}"
    return not cache.add(key, 1, timeout=MINUTE) and _next(key) > a_minute


def _next(key: str) -> int:
    """Count one more; a counter that has just expired, or a cache that is away, counts nothing."""
    try:
        return cache.incr(key)
    except Exception:
        return 0


def too_many(request) -> HttpResponse:
    """The answer to too many calls."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(MINUTE)
    return response
