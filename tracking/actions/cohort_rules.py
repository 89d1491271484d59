"""Cohorts whose people follow from filters: brought into line each night, every move dated and shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.fields import BigIntegerField, BooleanField, CharField, DateField
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from tracking.models import Cohort, CohortMember
from tracking.rules import cohorts as rules

from .bulk import insert_missing
from .cohorts import locked, record

Problem = Cohort.RuleProblem
NO_PROBLEM: dict[str, Any] = {"rule_problem": "", "rule_problem_on": None, "rule_found": None}


@dataclass(frozen=True)
class Moved:
    """How many came and how many left."""

    came: int
    left: int


@transaction.atomic
def follow(*, cohort: Cohort, people: QuerySet, at: datetime) -> Moved:
    """Bring a cohort into line with its rule. `people` are those whom the rule finds now, within its owner's reach.

    Who was put in by hand stays. Who was taken out by hand is not brought back: somebody had a reason.
    """
    cohort = locked(cohort)
    rules.check_rule_size(people.count())
    today = timezone.localdate(at)
    found = people.order_by().values("pk")
    by_hand = CohortMember.objects.filter(cohort=cohort, removed_by__isnull=False).values("clinician")
    came = insert_missing(
        CohortMember,
        Clinician.objects.filter(pk__in=found).exclude(pk__in=by_hand),
        {
            "cohort": Value(cohort.pk, BigIntegerField()),
            "clinician": F("pk"),
            "from_date": Value(today, DateField()),
            "why_in": Value(_("Fits the rule of the cohort"), CharField()),
            "why_out": Value("", CharField()),
            "by_rule": Value(True, BooleanField()),
        },
    )
    gone = CohortMember.objects.filter(cohort=cohort, by_rule=True).now().exclude(clinician__in=found)
    left = gone.update(to_date=today, why_out=_("No longer fits the rule of the cohort, or is no longer seen"))
    Cohort.objects.filter(pk=cohort.pk).update(rule_checked_at=at, **NO_PROBLEM)
    if came or left:
        record("tracking.cohort_rule_followed", cohort, None, details={"added": len(came), "removed": left})
    return Moved(len(came), left)


@transaction.atomic
def hold(*, cohort: Cohort, at: datetime) -> None:
    """Nobody has the rule's reach any more: its people stay, and the rule waits for a new owner."""
    cohort = locked(cohort)
    if _has_changed(cohort, Problem.NO_REACH, at):
        cohort.rule_of = None
        cohort.save()
        record("tracking.cohort_rule_held", cohort, None)


@transaction.atomic
def stop(*, cohort: Cohort, found: int, at: datetime) -> None:
    """The rule finds too many: its people stay, nobody comes or goes, and that is said until it finds fewer."""
    cohort = locked(cohort)
    is_new = _has_changed(cohort, Problem.TOO_MANY, at)
    cohort.rule_found = found
    cohort.save()
    if is_new:
        record("tracking.cohort_rule_stopped", cohort, None, details={"found": found})


def _has_changed(cohort: Cohort, problem: str, at: datetime) -> bool:
    """Note what is the matter since when; whether that is news."""
    if cohort.rule_problem == problem:
        return False
    cohort.rule_problem, cohort.rule_problem_on, cohort.rule_found = problem, timezone.localdate(at), None
    return True


@transaction.atomic
def take_over(*, cohort: Cohort, by: Any) -> None:
    """From now on the rule finds whom this user may see."""
    cohort = locked(cohort)
    cohort.rule_of = by
    cohort.save(update_fields=["rule_of"])
    record("tracking.cohort_rule_followed", cohort, by)


@transaction.atomic
def end(*, cohort: Cohort, by: Any) -> None:
    """Make it a fixed list: everybody in it stays, nobody comes or goes by itself."""
    cohort = locked(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(rule="", rule_of=None, **NO_PROBLEM)
    CohortMember.objects.filter(cohort=cohort, by_rule=True).now().update(by_rule=False)
    record("tracking.cohort_rule_ended", cohort, by)
