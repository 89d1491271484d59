"""Answers for machines at /healthz, /readyz and /version, before sessions, log-in and transactions begin."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse

from . import health


def lives(request):
    """The process answers. Nothing else is asked, so that a slow database does not get it restarted."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def can_work(request):
    found = health.checks()
    state = health.worst(found)
    body = {"state": state, "checks": {check.name: {"state": check.state, "words": check.words} for check in found}}
    return JsonResponse(body, status=503 if state is health.State.FAILED else 200)


def version(request):
    return JsonResponse({"version": settings.VERSION})


ANSWERS = {"/healthz": lives, "/readyz": can_work, "/version": version}


def probes(get_response):
    """Answer the three addresses here; everything else goes on."""

    def middleware(request):
        answer = ANSWERS.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return get_response(request)
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response

    return middleware
