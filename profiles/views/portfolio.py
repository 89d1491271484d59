"""One's own leadership profile, to print, to paste and to take elsewhere."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from profiles import access
from profiles.presenters import portfolio as words
from talent_register.common.permissions import Permission, requires


def _page(request):
    clinician = access.own_record(request.user)
    return words.portfolio(clinician, timezone.localdate()) if clinician else None


@requires(Permission.OWN_RECORD)
def portfolio(request):
    """On a page that prints on 2 sheets at most."""
    page = _page(request)
    if page is None:
        return redirect("register")
    return render(request, "profiles/portfolio.html", {"page": words.on_paper(page), "text": words.as_text(page)})


@requires(Permission.OWN_RECORD)
def text(request):
    """As plain text."""
    page = _page(request)
    if page is None:
        return redirect("register")
    return _file(HttpResponse(words.as_text(page), content_type="text/plain; charset=utf-8"), "txt")


@requires(Permission.OWN_RECORD)
def data(request):
    """As data."""
    page = _page(request)
    if page is None:
        return redirect("register")
    return _file(JsonResponse(words.as_data(page), json_dumps_params={"indent": 2, "ensure_ascii": False}), "json")


def _file(response, ending):
    response["Content-Disposition"] = f'attachment; filename="leadership-profile.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
