"""Whether a programme counts towards training: recorded by colleges, disputed by fellows, never edited."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pathways.models import Participation, Programme, RecognitionDecision, RecognitionDispute
from profiles.actions import recognitions
from profiles.models import Recognition
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation


@transaction.atomic
def record(
    *,
    programme: Programme,
    organisation: Organisation,
    said: dict[str, Any],
    by: Any,
    at: datetime,
    participation: Participation | None = None,
) -> RecognitionDecision:
    """Write a decision. It answers the open dispute about the decision of this body that held before, if any."""
    dispute = None
    if participation is not None:
        Participation.objects.select_for_update().get(pk=participation.pk)
        dispute = _open_dispute(participation, organisation)
    decision = RecognitionDecision.objects.create(
        programme=programme,
        participation=participation,
        organisation=organisation,
        recorded_by=by,
        recorded_at=at,
        answers_dispute=dispute,
        **said,
    )
    if dispute is not None:
        dispute.answered_at = at
        dispute.save(update_fields=["answered_at"])
    _record("pathways.recognition_decided", decision, by)
    return decision


def _open_dispute(participation: Participation, organisation: Organisation) -> RecognitionDispute | None:
    disputes = RecognitionDispute.objects.select_for_update().filter(answered_at__isnull=True)
    return disputes.filter(decision__participation=participation, decision__organisation=organisation).first()


@transaction.atomic
def dispute(*, decision: RecognitionDecision, words: str, by: Any, at: datetime) -> RecognitionDispute:
    """Say why a decision about oneself is wrong. One open dispute a decision; saying it again changes its words."""
    RecognitionDecision.objects.select_for_update().get(pk=decision.pk)
    found, _made = RecognitionDispute.objects.update_or_create(
        decision=decision, answered_at=None, defaults={"words": words, "opened_at": at}
    )
    _record("pathways.recognition_disputed", decision, by)
    return found


@transaction.atomic
def dispute_participation(*, participation: Participation, words: str, by: Any, at: datetime) -> Participation:
    """Say that a programme or award which somebody else supplied is wrong. It shows as disputed at once.

    Where it follows a recognition, that is what is wrong: both then say so.
    """
    participation = Participation.objects.select_for_update().get(pk=participation.pk)
    if participation.recognition:
        followed = Recognition.objects.get(uuid=participation.recognition)
        recognitions.dispute(recognition=followed, by=by, at=at)
    participation.disputed_at, participation.dispute, participation.updated_at = at, words, at
    participation.save(update_fields=["disputed_at", "dispute", "updated_at"])
    audit.record(
        "pathways.participation_disputed",
        by=by,
        object_type="participation",
        object_ref=str(participation.uuid),
        person_ref=participation.clinician.reference,
    )
    return participation


def _record(type: str, decision: RecognitionDecision, by: Any) -> None:
    about = decision.participation
    audit.record(
        type,
        by=by,
        object_type="recognition_decision",
        object_ref=str(decision.uuid),
        person_ref=about.clinician.reference if about else "",
        organisation=decision.organisation.code,
        details={"programme": decision.programme.code, "counts": decision.counts},
    )
