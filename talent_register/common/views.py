"""Pages that anyone may read and that ask no data: help, accessibility, cookies, terms, and two files for machines."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from .permissions import public

SECURITY_TXT_DAYS = 365
NOT_FOR_ROBOTS = ("/account/", "/admin/", "/me/", "/people/", "/imports/", "/claim/", "/invitations/")


def _page(name: str):
    @public("help and legal pages are for everybody")
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, f"pages/{name}.html", {"idle": _idle_minutes()})

    return view


help_page = _page("help")
accessibility = _page("accessibility")
cookies = _page("cookies")
terms = _page("terms")


@public("search engines ask before they log in")
@require_safe
def robots(request):
    """What search engines leave alone. Pages behind log-in also say noindex themselves."""
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path[1:]}" for prefix in ("/", "/cy/") for path in NOT_FOR_ROBOTS)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public("people who find a weakness must know whom to tell")
@require_safe
def security_txt(request):
    """Whom to tell of a weakness, as RFC 9116 lays it out."""
    expires = (now() + datetime.timedelta(days=SECURITY_TXT_DAYS)).replace(microsecond=0)
    lines = [
        f"Contact: mailto:{settings.REPLY_EMAIL}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en, cy",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _idle_minutes() -> dict:
    return {
        "staff": settings.STAFF_IDLE_MINUTES,
        "clinician": settings.CLINICIAN_IDLE_MINUTES,
        "hours": settings.SESSION_HOURS,
    }
