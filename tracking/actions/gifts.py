"""Giving a template of steps to the people of a cohort: those in it now, and those who enter it later."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from pathways.actions import plan_templates
from pathways.models import PlanTemplate
from pathways.rules.plan_templates import check_may_give
from tracking import gifts
from tracking.models import Cohort, TemplateGift

from . import cohorts, contacts, updates

AT_ONCE = 500  # people; the others get theirs within the hour, so that no page waits for thousands of letters


@transaction.atomic
def give(*, cohort: Cohort, template: PlanTemplate, reason: str, by: Any, at: datetime) -> int:
    """Offer the steps to whoever gets them now, and note the gift. How many got them; the others follow by the hour.

    Raises CannotTemplate unless the template is published, and CannotChangeCohort once the cohort is closed.
    """
    cohort = cohorts.locked(cohort)
    template = PlanTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    check_may_give(template.state)
    gift, _new = TemplateGift.objects.update_or_create(
        cohort=cohort, template=template, defaults={"reason": reason, "given_by": by, "given_at": at}
    )
    given = _offer(gift, template, at)
    cohorts.record(
        "tracking.template_given",
        cohort,
        by,
        reason=reason,
        details={"template": str(template.uuid), "version": template.version, "people": given},
    )
    return given


def give_to_new(*, at: datetime) -> int:
    """Offer what was given to cohorts to those who entered them since. Each gift in a transaction of its own."""
    given = 0
    for gift in TemplateGift.objects.standing().select_related("cohort__owner", "template", "given_by"):
        with transaction.atomic():
            in_force = PlanTemplate.objects.published().filter(family=gift.template.family).first()
            given += _offer(gift, in_force, at) if in_force else 0
    return given


def _offer(gift: TemplateGift, template: PlanTemplate, at: datetime) -> int:
    people = gifts.new_people(template, gifts.within_reach(gift.cohort, gift.given_by))
    chosen = list(people.select_related("user").order_by("pk")[:AT_ONCE])
    if not chosen:
        return 0
    plan_templates.suggest(template=template, people=chosen, owner=gift.cohort.owner, at=at)
    contacts.note_all(chosen, on=timezone.localdate(at))
    for person in chosen:
        updates.tell(person, at=at)
    return len(chosen)
