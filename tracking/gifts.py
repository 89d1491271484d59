"""Whom a template given to a cohort reaches: its people of today, as the giver may see them, each once."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from pathways.models import PlanTemplate, SuggestedStep
from pathways.rules.plan_templates import room_for
from profiles.models import Clinician
from talent_register.common.permissions import Permission

from .models import Cohort


def within_reach(cohort: Cohort, user: Any) -> QuerySet[Clinician]:
    """The people of a cohort to whom a user may suggest something: never to themselves."""
    seen = Clinician.objects.visible_to(user, Permission.COHORT_EDIT).exclude(user=user)
    return seen.filter(pk__in=cohort.members.now().values("clinician"))


def have_it(template: PlanTemplate, people: QuerySet[Clinician]) -> QuerySet[Clinician]:
    """Those who were offered it before, in whatever version, and whatever they answered."""
    given = SuggestedStep.objects.filter(step__template__family=template.family)
    return people.filter(pk__in=given.values("clinician"))


def have_no_room(template: PlanTemplate, people: QuerySet[Clinician]) -> QuerySet[Clinician]:
    """Those before whom so many suggestions wait that these would be too many at once."""
    waiting = Count("suggested_steps", filter=Q(suggested_steps__answer=SuggestedStep.Answer.WAITING))
    busy = Clinician.objects.annotate(n=waiting).filter(n__gt=room_for(template.steps.count()))
    return people.filter(pk__in=busy.filter(pk__in=people.order_by().values("pk")).values("pk")).exclude(
        pk__in=have_it(template, people).order_by().values("pk")
    )


def new_people(template: PlanTemplate, people: QuerySet[Clinician]) -> QuerySet[Clinician]:
    """Those who get it now."""
    without = people.exclude(pk__in=have_it(template, people).order_by().values("pk"))
    return without.exclude(pk__in=have_no_room(template, people).order_by().values("pk"))
