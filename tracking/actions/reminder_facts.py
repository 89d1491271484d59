"""The facts that have a due day: whose they are, when they fall due, and that they still stand.

Another reminder of one of these facts is a line in tracking.rules.reminders; another fact is an entry here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from pathways.models import LicenceProgress, PlanAction
from profiles.models import Clinician
from talent_register.letters.choices import Purpose
from tracking.models import ClockStop
from tracking.rules.reminders import LICENCE, PLAN, REVIEW


@dataclass(frozen=True)
class Fact:
    """Rows that fall due: the paths to their person, to the person's reference and to the day.

    `waits`: nobody is reminded of it while they are away from work. A regulator's day does not wait.
    """

    name: str
    rows: Callable[[QuerySet], QuerySet]
    person: str
    reference: str
    due: str
    waits: bool = True


def reachable(day: date) -> QuerySet:
    """People whom a reminder of their own review, plan or registration may reach on a day."""
    paused = Q(paused_until__gt=day)
    has_address = Q(user__isnull=False) | ~Q(work_email="") | ~Q(personal_email="")
    return Clinician.objects.registered().filter(has_address).exclude(paused).taking(Purpose.REVIEW, day)


def _kept_up(people: QuerySet) -> QuerySet:
    """Registrations that their people have not said they gave up, with the day the regulator gave."""
    given_up = [LicenceProgress.Keeping.WITHOUT, LicenceProgress.Keeping.NOT_REGISTERED]
    kept = LicenceProgress.objects.exclude(keeping__in=given_up)
    return kept.filter(registration__clinician__in=people, registration__waiting__isnull=True)


FACTS = {
    fact.name: fact
    for fact in (
        Fact(REVIEW, lambda people: people, "pk", "reference", "review_due_on"),
        Fact(
            PLAN,
            lambda people: PlanAction.objects.open().filter(clinician__in=people),
            "clinician",
            "clinician__reference",
            "due_on",
        ),
        Fact(
            LICENCE,
            _kept_up,
            "registration__clinician",
            "registration__clinician__reference",
            "told_due_on",
            waits=False,
        ),
    )
}


def standing_on(fact: Fact, day: date) -> QuerySet:
    """What stands on a day, of people who may be written to."""
    people = reachable(day)
    if fact.waits:
        people = people.filter(~Exists(ClockStop.objects.running_on(day).filter(clinician=OuterRef("pk"))))
    return fact.rows(people)


def due_between(fact: Fact, day: date, first: date, last: date) -> QuerySet:
    """What stands on a day and falls due from the first to the last day, both included."""
    return falling_due(fact, standing_on(fact, day), first, last)


def falling_due(fact: Fact, rows: QuerySet, first: date, last: date) -> QuerySet:
    """Of these rows of a fact, those that fall due from the first to the last day, both included."""
    return rows.filter(**{f"{fact.due}__gte": first, f"{fact.due}__lte": last})
