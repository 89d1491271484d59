"""Restricting one's record, and asking for what people must answer: a correction, an objection, a complaint."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles import emails, rules
from profiles.models import Clinician, RightsRequest
from talent_register.audit import actions as audit

from .trail import note

FORGOTTEN = "The days for which the request is kept are over."


class CannotSettle(Exception):
    """Somebody answered it in the meantime."""


@transaction.atomic
def restrict(*, clinician: Clinician, by: Any, at: datetime) -> None:
    """Keep the record, and show it to nobody. Twice is once."""
    if Clinician.objects.filter(pk=clinician.pk, restricted_at__isnull=True).update(restricted_at=at, updated_at=at):
        note("profiles.record_restricted", clinician, by)


@transaction.atomic
def lift_restriction(*, clinician: Clinician, by: Any, at: datetime) -> None:
    """Show it again to those the person said yes to."""
    restricted = Clinician.objects.filter(pk=clinician.pk, restricted_at__isnull=False)
    if restricted.update(restricted_at=None, updated_at=at):
        note("profiles.restriction_lifted", clinician, by)


@transaction.atomic
def ask(*, clinician: Clinician, kind: str, message: str, by: Any, at: datetime) -> RightsRequest:
    """Put a request before support, with the day by which it must be answered. The same words twice are one."""
    Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    same = clinician.rights_requests.filter(kind=kind, message=message, state=RightsRequest.State.OPEN).first()
    if same:
        return same
    request = RightsRequest.objects.create(
        reference=rules.make_reference(),
        clinician=clinician,
        kind=kind,
        message=message,
        created_at=at,
        due_on=rules.answer_due_on(timezone.localdate(at)),
    )
    note("profiles.rights_request_made", clinician, by, kind=kind, request=request.reference)
    emails.request_received(request=request)
    return request


@transaction.atomic
def settle(*, request: RightsRequest, state: str, answer: str, by: Any, at: datetime) -> RightsRequest:
    """Answer the person."""
    request = _still_open(request)
    request.state, request.answer, request.settled_at, request.settled_by = state, answer, at, by
    request.save()
    note("profiles.rights_request_settled", request.clinician, by, outcome=state)
    emails.request_settled(request=request)
    return request


@transaction.atomic
def extend(*, request: RightsRequest, because: str, by: Any, at: datetime) -> RightsRequest:
    """Take two months longer, once, and tell the person why."""
    request = _still_open(request)
    if request.extended_because:
        raise CannotSettle
    request.extended_because, request.due_on = because, rules.extended_due_on(request.due_on)
    request.save()
    note("profiles.rights_request_extended", request.clinician, by, request=request.reference)
    emails.request_extended(request=request)
    return request


@transaction.atomic
def forget(*, ids: list[int]) -> None:
    """Requests whose years are over go, and with them what the change history says of them."""
    RightsRequest.objects.filter(pk__in=ids).delete()
    audit.forget(rows={RightsRequest._meta.db_table: ids}, reason=FORGOTTEN)


def _still_open(request: RightsRequest) -> RightsRequest:
    request = RightsRequest.objects.select_for_update(of=("self",)).select_related("clinician__user").get(pk=request.pk)
    if request.state != RightsRequest.State.OPEN:
        raise CannotSettle
    return request
