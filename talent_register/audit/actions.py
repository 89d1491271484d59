"""Writing the record: `record` what was done, `viewed` who was seen. Both inside the caller's transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from . import context
from .models import Change, Event, Heartbeat, View

EXPORT = "export"  # the page of a view where people were taken along in a file; the reason stands as its purpose


def record(
    type: str,
    *,
    by: Any = None,
    object_type: str = "",
    object_ref: str = "",
    person_ref: str = "",
    organisation: str = "",
    reason: str = "",
    details: dict | None = None,
) -> Event:
    """Write one event, named app.noun_past. `by` is a user; without one the acting context is named.

    `details` holds codes, counts and references, never names, addresses or numbers of people.
    """
    said = {"object_type": object_type, "object_ref": object_ref, "person_ref": person_ref}
    event = event_of(type, by=by, organisation=organisation, reason=reason, details=details, **said)
    event.save(force_insert=True)
    return event


def event_of(type: str, *, by: Any = None, reason: str = "", details: dict | None = None, **said: str) -> Event:
    """An event as `record` writes it, not yet written: for many at once, with `record_all`."""
    now = context.current()
    return Event(
        at=timezone.now(),
        type=type,
        actor=getattr(by, "audit_name", "") or now.actor,
        actor_name=(str(by) if by else now.actor_name)[:200],
        acting_for=now.acting_for,
        request_id=now.request_id,
        reason=reason[:500],
        details=details or {},
        **said,
    )


def record_all(events: Iterable[Event]) -> None:
    """Write many events with a few statements."""
    Event.objects.bulk_create(events, batch_size=1_000)


def viewed(people: Iterable[str], *, page: str, by: Any, organisation: str, role: str, purpose: str = "") -> None:
    """Write that somebody saw these people (references) on a page. Nothing is written for nobody.

    `organisation` and `role` are what the person will read in "who has seen me".
    """
    references = list(people)
    if not references:
        return
    View.objects.create(
        at=timezone.now(),
        actor=by.audit_name,
        actor_name=str(by)[:200],
        organisation=organisation[:200],
        role=role[:100],
        page=page,
        purpose=purpose[:200],
        people=references,
        request_id=context.current().request_id,
    )


def forget(*, rows: Mapping[str, Iterable[str | int]], reason: str, by: Any = None, person_ref: str = "") -> int:
    """Erase what the history says of these rows ({table: ids}), when a person's data goes. That they changed stays."""
    count = 0
    for table, ids in rows.items():
        said = Change.objects.filter(table=table, row_id__in=[str(i) for i in ids], forgotten__isnull=True)
        count += said.update(before=None, after=None)
    record("audit.history_forgotten", by=by, person_ref=person_ref, reason=reason, details={"rows": count})
    return count


def forget_names(*, people: Iterable[str], actors: Iterable[str]) -> int:
    """Take from events who acted and why: of these people (references) and by these actors. The events stay."""
    said = Event.objects.filter(Q(person_ref__in=list(people)) | Q(actor__in=list(actors)), forgotten__isnull=True)
    said = said.exclude(actor_name="", reason="")
    return said.update(actor_name="", reason="")


def beat(*, name: str, at: datetime) -> None:
    """Write that a background process lives."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})
