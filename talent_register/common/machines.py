"""Answers for programs: JSON, and every mistake as a sentence that says where, what was found and how to mend it."""

from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse

PREFIX = "/api/v1/"


def is_for_programs(request: HttpRequest) -> bool:
    """Whether whoever asks reads JSON, not pages."""
    return request.path.startswith(PREFIX)


def mistake(code: str, message: str, *, where: str = "", found: str = "") -> dict:
    """One mistake in an answer. `where` is the name of a header, field or row; `found` what stood there."""
    return {"where": where, "found": str(found)[:60], "code": code, "message": str(message)}


def refused(status: int, mistakes: Iterable[dict], **headers: str) -> JsonResponse:
    """An answer that says why nothing was done."""
    response = answered({"errors": list(mistakes)}, status)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def answered(body: dict, status: int = 200) -> JsonResponse:
    """An answer nobody keeps."""
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response
