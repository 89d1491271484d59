"""Templates that were given to a cohort: whom they reach, and in numbers that may be shown what became of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pathways.models import PlanTemplate, SuggestedStep
from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common.disclosure import in_words, published
from talent_register.common.permissions import Permission
from tracking import gifts
from tracking.models import Cohort, TemplateGift
from tracking.registry import Part

from .cohorts import SHOWN
from .people import Row, row, with_work


def cohort_parts(cohort: Cohort, user: Any) -> list[Part]:
    if not can(user, Permission.COHORT_EDIT):
        return []
    return [Part(_("Suggested steps"), reverse("cohort-gifts", args=[cohort.slug]))]


@dataclass(frozen=True)
class Given:
    """One gift, with how many got it and how many took up a step: small numbers hidden, the others rounded."""

    gift: TemplateGift
    people: str
    took: str


def given(cohort: Cohort, user: Any) -> list[Given]:
    found = TemplateGift.objects.visible_to(user).filter(cohort=cohort).select_related("template", "given_by")
    counted = _counts(cohort)
    return [Given(gift, *counted.get(gift.template.family, (_shown(0), _shown(0)))) for gift in found]


def _counts(cohort: Cohort) -> dict[Any, tuple[str, str]]:
    """Family of a template → people who got it and people who added a step, of those in the cohort today."""
    steps = SuggestedStep.objects.filter(clinician__in=cohort.members.now().values("clinician")).order_by()
    added = Count("clinician", distinct=True, filter=Q(answer=SuggestedStep.Answer.ADDED))
    rows = steps.values("step__template__family").annotate(got=Count("clinician", distinct=True), took=added)
    return {one["step__template__family"]: (_shown(one["got"]), _shown(one["took"])) for one in rows}


def _shown(people: int) -> str:
    return in_words(published(people, settings.SUPPRESSION_THRESHOLD), settings.SUPPRESSION_THRESHOLD)


@dataclass(frozen=True)
class Check:
    """Who gets a template and who does not, and why.

    Reasons that only the person gave are told together, so that nobody learns what one person answered or chose.
    """

    people: list[Row]
    to_give: int
    not_now: int
    hidden: int

    @property
    def more(self) -> int:
        return self.to_give - len(self.people)


def check(cohort: Cohort, template: PlanTemplate, user: Any, today: date) -> Check:
    people = gifts.within_reach(cohort, user)
    new = gifts.new_people(template, people)
    return Check(
        people=[row(person, today) for person in with_work(new.order_by("family_key", "given_key"))[:SHOWN]],
        to_give=new.count(),
        not_now=people.count() - new.count(),
        hidden=cohort.members.now().count() - people.count(),
    )


def contacts(person: Clinician) -> list[tuple[date, str, str]]:
    """What a person's page says of when a team suggested steps: (day, who, what)."""
    found = SuggestedStep.objects.filter(clinician=person).order_by()
    rows = found.values_list("step__template__title", "owner__name").annotate(on=Min("suggested_on"))
    return [(on, team, _("Suggested steps: %(title)s") % {"title": title}) for title, team, on in rows]
