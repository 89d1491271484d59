"""Building templates of steps, suggesting them, and what a person makes of a suggestion."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from pathways.models import PlanTemplate, SuggestedStep, TemplateStep
from pathways.rules import plan_templates as rules
from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation

from . import plans

State, Answer = PlanTemplate.State, SuggestedStep.Answer
BATCH = 2000


@transaction.atomic
def create(*, title: str, about: str, owner: Organisation, by: Any, at: datetime) -> PlanTemplate:
    made = PlanTemplate.objects.create(title=title, about=about, owner=owner, created_by=by, created_at=at)
    _record("pathways.template_drafted", made, by)
    return made


@transaction.atomic
def add_step(*, template: PlanTemplate, by: Any, **said: Any) -> TemplateStep:
    """One more step of a draft. Raises CannotTemplate."""
    template = _locked(template)
    rules.check_may_add(template.state, template.steps.count())
    made = TemplateStep.objects.create(template=template, **said)
    _record("pathways.template_changed", template, by)
    return made


@transaction.atomic
def remove_step(*, step: TemplateStep, by: Any) -> None:
    """Take a step out of a draft. Raises CannotTemplate."""
    template = _locked(step.template)
    rules.check_may_change(template.state)
    step.delete()
    _record("pathways.template_changed", template, by)


@transaction.atomic
def publish(*, template: PlanTemplate, by: Any, at: datetime) -> PlanTemplate:
    """From now on it can be given. The version before it is given to nobody new; what was suggested of it stays."""
    template = _locked(template)
    rules.check_may_publish(template.state, template.steps.count())
    before = PlanTemplate.objects.published().filter(family=template.family)
    before.update(state=State.REPLACED, ended_at=at)
    template.state, template.published_at = State.PUBLISHED, at
    template.save(update_fields=["state", "published_at"])
    _record("pathways.template_published", template, by)
    return template


@transaction.atomic
def renew(*, template: PlanTemplate, by: Any, at: datetime) -> PlanTemplate:
    """A draft of the next version with the same steps; the draft there is, when somebody has begun one."""
    template = _locked(template)
    family = PlanTemplate.objects.select_for_update().filter(family=template.family)
    newest = family.order_by("-version")[0]
    if newest.state == State.DRAFT:
        return newest
    made = PlanTemplate.objects.create(
        family=template.family,
        version=newest.version + 1,
        owner=template.owner,
        title=template.title,
        about=template.about,
        created_by=by,
        created_at=at,
    )
    for step in template.steps.all():
        step.pk, step.template = None, made
        step.save(force_insert=True)
    _record("pathways.template_drafted", made, by)
    return made


@transaction.atomic
def withdraw(*, template: PlanTemplate, by: Any, at: datetime) -> PlanTemplate:
    """Nobody gets it any more, and suggestions that nobody answered go. What people added stays theirs."""
    template = _locked(template)
    rules.check_may_give(template.state)
    template.state, template.ended_at = State.WITHDRAWN, at
    template.save(update_fields=["state", "ended_at"])
    waiting = SuggestedStep.objects.waiting().filter(step__template__family=template.family)
    waiting.update(answer=Answer.WITHDRAWN, answered_on=localdate(at))
    _record("pathways.template_withdrawn", template, by)
    return template


@transaction.atomic
def suggest(*, template: PlanTemplate, people: Iterable[Clinician], owner: Organisation, at: datetime) -> None:
    """Put every step before each of these people, once. Raises CannotTemplate unless it is published."""
    template = _locked(template)
    rules.check_may_give(template.state)
    steps, day = list(template.steps.all()), localdate(at)
    rows = [
        SuggestedStep(clinician=person, step=step, owner=owner, suggested_on=day) for person in people for step in steps
    ]
    SuggestedStep.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def answer(*, clinician: Clinician, keys: Iterable[int], adds: bool, by: Any, at: datetime) -> int:
    """Add suggested steps to the plan, where they are the person's own from then on; or decline them. How many."""
    waiting = clinician.suggested_steps.waiting().filter(pk__in=keys).select_for_update(of=("self",))
    found = list(waiting.select_related("step__requirement"))
    for one in found:
        if adds:
            _add(clinician, one.step, by, at)
        one.answer, one.answered_on = Answer.ADDED if adds else Answer.DECLINED, localdate(at)
        one.save(update_fields=["answer", "answered_on"])
    if found:
        audit.record(
            "pathways.suggestions_answered",
            by=by,
            object_type="plan",
            person_ref=clinician.reference,
            details={"steps": len(found)},
        )
    return len(found)


def _add(clinician: Clinician, step: TemplateStep, by: Any, at: datetime) -> None:
    need = step.requirement
    plans.add(
        clinician=clinician,
        words=step.words,
        kind=step.kind,
        due_on=rules.due_on(localdate(at), step.weeks),
        goal=clinician.goals.open().filter(role=need.role_id).first() if need else None,
        requirement=need,
        measure=step.measure,
        by=by,
        at=at,
    )


def _locked(template: PlanTemplate) -> PlanTemplate:
    return PlanTemplate.objects.select_for_update(of=("self",)).select_related("owner").get(pk=template.pk)


def _record(type: str, template: PlanTemplate, by: Any) -> None:
    audit.record(
        type,
        by=by,
        object_type="plan_template",
        object_ref=str(template.uuid),
        organisation=template.owner.code,
        details={"version": template.version},
    )
