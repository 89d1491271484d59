"""Public pages that say nothing about people are kept, and asked for by the version of what they say.

Only strangers get a kept page: whoever has a session cookie gets one of their own, so the header is always right.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.timezone import localdate
from django.utils.translation import get_language

KEPT_FOR = 24 * 3600  # seconds; the day is part of the key
# Addresses with other questions are made anew: whoever makes up questions must not fill the cache.
KEPT_QUERIES = {"", "view=list", "view=diagram", "view=table"}
# A new release, name or brand is another page.
RELEASE = (settings.VERSION, settings.SERVICE_NAME, settings.PROGRAMME_BODY, settings.THEME)


View = Callable[..., HttpResponse]


def keeping(view: View, version_of: Callable[[], str], also: Callable[..., str] = lambda *_args, **_words: "") -> View:
    """Keep what the view answers strangers until the version, the day or the release changes; 304 where they have it.

    `version_of` is asked each time; while it is empty nothing is kept. `also` is asked with the view's arguments for
    one thing more that the page says: it is found again only under the same words. The view says nothing of people.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        version = version_of() if _is_strangers(request) else ""
        if not version:
            return view(request, *args, **kwargs)
        tag = _tag(request, version, also(request, *args, **kwargs))
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            return _marked(HttpResponseNotModified(), tag)
        kept = cache.get(tag) if _is_kept(request) else None
        if kept:
            return _marked(HttpResponse(kept), tag)
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            return response
        if _is_kept(request):
            cache.set(tag, response.content, KEPT_FOR)
        return _marked(response, tag)

    return page


def _is_strangers(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _is_kept(request: HttpRequest) -> bool:
    return request.META.get("QUERY_STRING", "") in KEPT_QUERIES


def _tag(request: HttpRequest, version: str, also: str) -> str:
    """The name of a page in the cache and in the browser."""
    parts = (version, also, str(localdate()), get_language() or "", request.get_full_path(), *RELEASE)
    return f'"page-{sha256(chr(10).join(parts).encode()).hexdigest()[:40]}"'


def _marked(response: HttpResponse, tag: str) -> HttpResponse:
    """Browsers keep the page and ask each time whether it still stands."""
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response
