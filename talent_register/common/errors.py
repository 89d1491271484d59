"""Error pages in plain words. Those for a broken register need neither the database nor a logged-in person."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .context_processors import service
from .machines import is_for_programs, mistake, refused
from .permissions import public

logger = logging.getLogger(__name__)
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DATABASE_AWAY = (OperationalError, InterfaceError)
SECONDS_UNTIL_NEXT_TRY = "120"
FOR_PROGRAMS = {
    400: ("not_understood", _("We could not read what you sent. Compare it with the examples at /api/.")),
    403: ("not_allowed", _("You may not do this. Ask whoever looks after your organisation’s tokens.")),
    404: ("not_found", _("There is nothing here. Check the address and the reference in it.")),
    413: ("too_large", _("You sent more than 10MB. Split the list and send its parts.")),
    500: ("broken", _("Something went wrong here. Nothing was changed. Send it again later.")),
    503: ("away", _("The register is away for a moment. Nothing was changed. Send it again later.")),
}
LAST_RESORT = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Sorry, there is a problem with the service'
    "</title></head><body><main><h1>Sorry, there is a problem with the service</h1><p>Try again later.</p></main>"
    "</body></html>"
)


@public("error pages are for everybody")
def bad_request(request, exception=None):
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return _answer(request, "errors/400.html", 400)


@public("error pages are for everybody")
def permission_denied(request, exception=None):
    return _answer(request, "errors/403.html", 403)


@public("error pages are for everybody")
def page_not_found(request, exception=None):
    return _answer(request, "errors/404.html", 404)


@public("error pages are for everybody")
def csrf_failure(request, reason=""):
    """The form came from a page of another session, or without cookies."""
    return render(request, "errors/csrf.html", status=403)


@public("error pages are for everybody")
def too_large(request):
    return _bare(request, "errors/413.html", 413)


@public("error pages are for everybody")
def server_error(request):
    """503 while the database is away, 500 for everything else."""
    if _caused_by_database(sys.exc_info()[1]):
        response = _bare(request, "errors/503.html", 503)
        response["Retry-After"] = SECONDS_UNTIL_NEXT_TRY
        return response
    return _bare(request, "errors/500.html", 500)


def _answer(request, template, status) -> HttpResponse:
    """A page for people, or the same as JSON for programs."""
    return _for_programs(status) if is_for_programs(request) else render(request, template, status=status)


def _for_programs(status) -> HttpResponse:
    code, words = FOR_PROGRAMS[status]
    return refused(status, [mistake(code, words)])


def _bare(request, template, status) -> HttpResponse:
    """A page made without context processors, because they may be what failed."""
    if is_for_programs(request):
        return _for_programs(status)
    words = {**service(request), "reference": getattr(request, "request_id", "")}
    try:
        page = render_to_string(template, words)
    except Exception:
        logger.exception("The error page itself failed")
        page = LAST_RESORT
    return HttpResponse(page, status=status)


def _caused_by_database(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, DATABASE_AWAY):
            return True
        error = error.__cause__ or error.__context__
    return False
