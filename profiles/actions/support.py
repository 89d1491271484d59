"""Support settles what the register could not settle by itself."""

from datetime import datetime
from typing import Any, cast

from django.db import transaction

from profiles import question_letters, rules
from profiles.models import ClaimRequest, Clinician, ClinicianState
from talent_register.audit import actions as audit

from . import deaths, merges, waiting
from .claims import CannotChangeRecord


@transaction.atomic
def settle(*, request: ClaimRequest, outcome: str, note: str, by: Any, at: datetime) -> ClaimRequest:
    """Close a question with its outcome; joining moves the supplied record under the person who asked."""
    request = ClaimRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.state != ClaimRequest.State.OPEN:
        return request
    if outcome == ClaimRequest.State.JOINED:
        _join(request, note, by, at)
    request.state, request.note = outcome, note
    request.settled_at, request.settled_by = at, by
    request.save()
    deaths.settled(request=request, by=by, at=at)
    audit.record(
        "profiles.claim_settled",
        by=by,
        object_type="claim_request",
        object_ref=request.reference,
        person_ref=request.record.reference if request.record else "",
        details={"outcome": str(outcome)},
    )
    if clinician := Clinician.objects.filter(user=request.asked_by_id or 0).first():
        waiting.settle(clinician=clinician)
    if request.asked_by:
        question_letters.question_settled(request=request)
    return request


def _join(request: ClaimRequest, note: str, by: Any, at: datetime) -> None:
    record = Clinician.objects.select_for_update(of=("self",)).get(pk=cast(int, request.record_id))
    clinician = Clinician.objects.select_for_update(of=("self",)).get(user=request.asked_by)
    if record.state != ClinicianState.STUB:
        raise CannotChangeRecord
    try:
        merges.merge(kept=clinician, lost=record, take=(), reason=note, by=by, at=at, is_told=False)
    except rules.CannotMerge:
        raise CannotChangeRecord from None
    request.record = clinician
