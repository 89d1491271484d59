"""Letters about what support was asked and has settled. Nothing of anybody else's record is in one."""

from django.conf import settings
from django.urls import reverse

from talent_register.letters import actions as letters
from talent_register.letters.models import Purpose

from .models import ClaimRequest


def question_settled(*, request: ClaimRequest) -> None:
    """Tell the person who asked what became of their number. Nothing of anybody else's record is in it."""
    if request.kind in ClaimRequest.OF_LISTS:
        if request.kind == ClaimRequest.Kind.ON_A_LIST:
            _row_settled(request)
        return
    added = request.state == ClaimRequest.State.JOINED
    letters.write(
        key=f"profiles/number_settled:{request.reference}",
        kind="profiles/number_settled",
        purpose=Purpose.SECURITY,
        to_email=request.asked_by.email,
        to_name=request.asked_by.name,
        language=request.asked_by.language,
        related=request.reference,
        context={
            "name": request.asked_by.name,
            "added": added,
            "link": settings.PUBLIC_URL + reverse("own-profile" if added else "own-number"),
            "service_name": settings.SERVICE_NAME,
        },
    )


def _row_settled(request: ClaimRequest) -> None:
    """Tell whoever handed in a list that the team has looked at a row. The row is named, and nobody."""
    letters.write(
        key=f"profiles/row_settled:{request.reference}",
        kind="profiles/row_settled",
        purpose=Purpose.SECURITY,
        to_email=request.asked_by.email,
        to_name=request.asked_by.name,
        language=request.asked_by.language,
        related=request.reference,
        context={
            "name": request.asked_by.name,
            "row": request.message.rpartition("\n")[2],
            "corrected": request.state == ClaimRequest.State.CORRECTED,
            "link": settings.PUBLIC_URL + reverse("import-list"),
            "service_name": settings.SERVICE_NAME,
        },
    )
