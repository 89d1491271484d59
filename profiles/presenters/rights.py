"""What the pages about one's own data say."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from profiles import rules
from profiles.models import Clinician, DataCopy, RetentionRule, RightsRequest
from talent_register.audit import actions as audit

COLOURS = {"OPEN": "blue", "DONE": "green", "REFUSED": "grey"}
COPY_COLOURS = {"WAITING": "blue", "READY": "green", "FAILED": "red"}


def own_data(clinician: Clinician, now: datetime) -> dict:
    """Copies and requests, newest first."""
    made = clinician.data_copies.filter(expires_at__gt=now).defer("content")
    return {
        "clinician": clinician,
        "copies": [_copy(copy) for copy in made],
        "is_waiting": any(copy.state == DataCopy.State.WAITING for copy in made),
        "requests": [
            {"request": request, "colour": COLOURS[request.state]}
            for request in clinician.rights_requests.order_by("-created_at")
        ],
        "departures": clinician.departures.all(),
        "rules": RetentionRule.objects.in_force(),
    }


def _copy(copy: DataCopy) -> dict:
    size = _("%(n)s KB") % {"n": max(1, round(copy.size / 1024))} if copy.size else ""
    return {"copy": copy, "colour": COPY_COLOURS[copy.state], "size": size}


def leaving(today: date) -> dict:
    return {"undo_until": rules.undo_until(today), "days": rules.UNDO_DAYS}


def facts(request: RightsRequest) -> list[dict]:
    """Whose request this is, for support."""
    person = request.clinician
    return [
        {"key": _("From"), "value": person.full_name},
        {"key": _("Their reference"), "value": person.reference},
        {"key": _("Asked on"), "value": request.created_at},
        {"key": _("Answer by"), "value": request.due_on},
    ]


def note_look(request: RightsRequest, by: Any) -> None:
    """Support read this request; its person can see that."""
    audit.viewed(
        [request.clinician.reference],
        page="rights request",
        by=by,
        organisation=_("The register’s support team"),
        role=_("Support"),
        purpose=str(request.get_kind_display()),
    )
