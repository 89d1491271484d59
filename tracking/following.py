"""Whom a cohort's rule finds: the filters of the people list, read as its owner would read them today.

The team reads the cohort, so what a meeting said counts only where no member kept out of it.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from talent_register.accounts import access
from talent_register.common.permissions import Permission

from . import selection
from .actions import cohort_rules
from .models import Cohort
from .rules.cohorts import CannotChangeCohort, RuleFindsTooMany


def found_by(cohort: Cohort, today: date) -> QuerySet | None:
    """The people of a rule; None when nobody has its reach any more."""
    owner = cohort.rule_of
    if owner is None or not owner.is_active or not has_reach(owner, cohort):
        return None
    return selection.for_team(owner, cohort.rule, today).people


def has_reach(user: Any, cohort: Cohort) -> bool:
    """Whether a user may still change this team's cohorts."""
    reaches = access.reaches_nation(user, Permission.COHORT_EDIT)
    return reaches or cohort.owner_id in access.organisations_where(user, Permission.COHORT_EDIT)


def follow(cohort: Cohort, at: datetime) -> cohort_rules.Moved | None:
    """Bring one cohort into line; None when its rule moves nobody, and why is noted with the day."""
    people = found_by(cohort, timezone.localdate(at))
    if people is None:
        cohort_rules.hold(cohort=cohort, at=at)
        return None
    try:
        return cohort_rules.follow(cohort=cohort, people=people, at=at)
    except RuleFindsTooMany as problem:
        cohort_rules.stop(cohort=cohort, found=problem.found, at=at)
        return None


def follow_all(at: datetime) -> int:
    """Every cohort with a rule. One that was closed meanwhile holds up no other."""
    moved = 0
    for cohort in Cohort.objects.by_rule().select_related("owner", "rule_of"):
        try:
            done = follow(cohort, at)
        except CannotChangeCohort:
            continue
        moved += done.came + done.left if done else 0
    return moved
