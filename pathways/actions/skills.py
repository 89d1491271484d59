"""Looking at one's own skills, and what shows them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from pathways.models import Answer, Competency, Evidence, Framework, Level, SelfAssessment
from pathways.rules.skills import check_can_finish
from profiles.models import Clinician
from talent_register.audit import actions as audit


@transaction.atomic
def begin(*, clinician: Clinician, framework: Framework, by: Any, at: datetime) -> SelfAssessment:
    """Begin, or go on where the person left off. The version asked now stays with the answers."""
    Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    present = clinician.self_assessments.unfinished().filter(framework=framework).first()
    if present:
        return present
    begun = SelfAssessment.objects.create(clinician=clinician, framework=framework, started_on=localdate(at))
    _record("pathways.self_assessment_begun", begun, by)
    return begun


@transaction.atomic
def answer(
    *, assessment: SelfAssessment, competency: Competency, level: Level | None, unknown: str, at: datetime
) -> Answer:
    """Keep one answer; a second one takes its place until the whole is finished."""
    SelfAssessment.objects.select_for_update(of=("self",)).unfinished().get(pk=assessment.pk)
    kept, _made = Answer.objects.update_or_create(
        assessment=assessment,
        competency=competency,
        defaults={"level": level, "unknown": unknown, "answered_on": localdate(at)},
    )
    return kept


@transaction.atomic
def finish(*, assessment: SelfAssessment, by: Any, at: datetime) -> SelfAssessment:
    """From now on it stays as it is. Raises CannotFinish while something has no answer."""
    locked = SelfAssessment.objects.select_for_update(of=("self",)).select_related("clinician", "framework")
    assessment = locked.get(pk=assessment.pk)
    if assessment.completed_on is None:
        asked = asked_of(assessment.framework).values_list("pk", flat=True)
        check_can_finish(set(asked), set(assessment.answers.values_list("competency_id", flat=True)))
        assessment.completed_on = localdate(at)
        assessment.save(update_fields=["completed_on"])
        _record("pathways.self_assessment_finished", assessment, by)
    return assessment


def asked_of(framework: Framework) -> QuerySet[Competency]:
    """The competencies that people answer: those that are no part of another."""
    return framework.competencies.filter(parent=None)


@transaction.atomic
def keep_evidence(
    *, clinician: Clinician, by: Any, at: datetime, evidence: Evidence | None = None, **values: Any
) -> Evidence:
    """Add an example, or put it in other words."""
    competencies = values.pop("competencies")
    if evidence is None:
        kept, verb = Evidence.objects.create(clinician=clinician, created_at=at, **values), "added"
    else:
        kept, verb = evidence, "changed"
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save(update_fields=list(values))
    kept.competencies.set(competencies)
    _record_evidence(f"pathways.evidence_{verb}", kept, by)
    return kept


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Any) -> None:
    _record_evidence("pathways.evidence_removed", evidence, by)
    evidence.delete()


def _record(type: str, assessment: SelfAssessment, by: Any) -> None:
    audit.record(
        type,
        by=by,
        object_type="self_assessment",
        object_ref=str(assessment.pk),
        person_ref=assessment.clinician.reference,
        details={"framework": assessment.framework.code, "version": assessment.framework.version},
    )


def _record_evidence(type: str, evidence: Evidence, by: Any) -> None:
    reference = evidence.clinician.reference
    audit.record(type, by=by, object_type="evidence", object_ref=str(evidence.pk), person_ref=reference)
