"""Actions that staff promise about somebody."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles.models import Clinician
from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from tracking.models import AgendaItem, WorkItem
from tracking.rules import meetings as rules


@transaction.atomic
def add(
    *,
    clinician: Clinician,
    words: str,
    owner: User,
    due_on: date,
    by: Any,
    at: datetime,
    item: AgendaItem | None = None,
) -> WorkItem:
    """Somebody of the staff takes something on, by a day."""
    rules.check_work(words, due_on, timezone.localdate(at))
    made = WorkItem.objects.create(
        clinician=clinician, item=item, words=words, owner=owner, due_on=due_on, created_by=by, created_at=at
    )
    _note("tracking.work_added", made, by)
    return made


@transaction.atomic
def finish(*, work: WorkItem, by: Any, at: datetime) -> WorkItem:
    """It is done. Doing it twice changes nothing."""
    work = WorkItem.objects.select_for_update(of=("self",)).select_related("clinician").get(pk=work.pk)
    if work.done_at is None:
        work.done_at = at
        work.save()
        _note("tracking.work_done", work, by)
    return work


def _note(event: str, work: WorkItem, by: Any) -> None:
    audit.record(event, by=by, object_type="work_item", object_ref=str(work.uuid), person_ref=work.clinician.reference)
