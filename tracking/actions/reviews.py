"""A person checks their profile once a year."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from pathways.actions import plans
from profiles.models import Clinician
from talent_register.audit import actions as audit
from tracking.models import Reminder, YearlyReview
from tracking.rules.reminders import REVIEW_KINDS
from tracking.rules.reviews import Answered, check_can_review, next_due

from . import reminders, snapshots


@transaction.atomic
def complete(
    *, clinician: Clinician, year: int, outcome: str, by: Any, at: datetime, plan: Iterable[Answered] = ()
) -> YearlyReview:
    """The person has looked: close this year's review, set the next day, take back reminders that wait.

    `plan` ends actions of the plan; those that are still open are carried on. Raises CannotReview or CannotChange.
    """
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    due_on = cast(date, clinician.review_due_on)  # the rule refuses None
    check_can_review(clinician.review_due_on, year, timezone.localdate(at))
    review, _made = YearlyReview.objects.update_or_create(
        clinician=clinician, due_on=due_on, defaults={"done_at": at, "outcome": outcome}
    )
    for one in plan:
        action = clinician.plan_actions.open().filter(pk=one.action).first()
        if action:
            plans.move(action=action, to=one.to, by=by, at=at, outcome=one.why)
    snapshots.take(clinician=clinician, review=review, at=at)
    clinician.review_due_on = next_due(_first_day(clinician, due_on), due_on, timezone.localdate(at))
    clinician.updated_at = at
    clinician.save(update_fields=["review_due_on", "updated_at"])
    waiting = Reminder.objects.filter(clinician=clinician, due_on=due_on, kind__in=REVIEW_KINDS)
    reminders.take_back(waiting, why="The review was done.", at=at)
    audit.record(
        "tracking.review_completed",
        by=by,
        object_type="review",
        object_ref=str(due_on.year),
        person_ref=clinician.reference,
        details={"outcome": outcome, "due_on": str(due_on), "next_on": str(clinician.review_due_on)},
    )
    return review


def _first_day(clinician: Clinician, due_on: date) -> date:
    return timezone.localdate(clinician.registered_at) if clinician.registered_at else due_on
