"""Saving, applying, and the outcome with its reason."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from pathways import emails
from pathways.models import Application, Opportunity, Participation, SavedOpportunity
from pathways.rules.opportunities import CannotApply, check_can_apply, fits, openness
from profiles.models import Clinician, FactSource
from talent_register.audit import actions as audit


@transaction.atomic
def save(*, clinician: Clinician, opportunity: Opportunity, by: Any, at: datetime) -> None:
    """Keep it for later. Saving twice is saving once."""
    _row, made = SavedOpportunity.objects.get_or_create(
        clinician=clinician, opportunity=opportunity, defaults={"saved_at": at}
    )
    if made:
        _record("pathways.opportunity_saved", clinician, opportunity, by)


@transaction.atomic
def forget(*, clinician: Clinician, opportunity: Opportunity, by: Any) -> None:
    gone, _rows = SavedOpportunity.objects.filter(clinician=clinician, opportunity=opportunity).delete()
    if gone:
        _record("pathways.opportunity_forgotten", clinician, opportunity, by)


@transaction.atomic
def apply(*, clinician: Clinician, opportunity: Opportunity, statement: str, by: Any, at: datetime) -> Application:
    """Apply once, while it is open, if the profession allows it. A withdrawn application may be made again."""
    opportunity = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    check(clinician=clinician, opportunity=opportunity, today=localdate(at))
    application, made = Application.objects.select_for_update().get_or_create(
        clinician=clinician, opportunity=opportunity, defaults={"applied_at": at, "statement": statement}
    )
    if not made and application.state != Application.State.WITHDRAWN:
        raise CannotApply("twice")
    if not made:
        application.state, application.statement, application.applied_at = Application.State.APPLIED, statement, at
        application.save()
    _record("pathways.application_made", clinician, opportunity, by)
    return application


def check(*, clinician: Clinician, opportunity: Opportunity, today: date) -> None:
    """Raises CannotApply with the reason."""
    state = openness(opens_on=opportunity.opens_on, closes_on=opportunity.closes_on, today=today)
    family = clinician.profession.family if clinician.profession else ""
    check_can_apply(state, fits=fits(families=opportunity.families, own_family=family))


@transaction.atomic
def withdraw(*, application: Application, by: Any) -> Application:
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.state == Application.State.APPLIED:
        application.state = Application.State.WITHDRAWN
        application.save(update_fields=["state"])
        _record("pathways.application_withdrawn", application.clinician, application.opportunity, by)
    return application


@transaction.atomic
def decide(*, application: Application, offered: bool, reason: str, by: Any, at: datetime) -> Application:
    """Give the outcome with its reason. An offer of a place in a programme is the start of taking part."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.state != Application.State.APPLIED:
        raise CannotApply("decided")
    application.state = Application.State.OFFERED if offered else Application.State.NOT_OFFERED
    application.reason, application.decided_at, application.decided_by = reason, at, by
    application.save()
    opportunity = application.opportunity
    if offered and opportunity.programme_id:
        Participation.objects.get_or_create(
            clinician=application.clinician,
            programme_id=opportunity.programme_id,
            started_on=opportunity.starts_on,
            defaults={
                "state": Participation.State.ON_PROGRAMME,
                "source": FactSource.COLLEGE,
                "organisation": opportunity.organisation,
                "created_at": at,
                "updated_at": at,
            },
        )
    _record("pathways.application_decided", application.clinician, opportunity, by, {"offered": offered})
    emails.outcome(application=application)
    return application


def _record(type: str, clinician: Clinician, opportunity: Opportunity, by: Any, details: dict | None = None) -> None:
    audit.record(
        type,
        by=by,
        object_type="opportunity",
        object_ref=opportunity.slug,
        person_ref=clinician.reference,
        details=details,
    )
