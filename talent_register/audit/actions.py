"""Writing the record: `record` what was done, `viewed` who was seen. Both inside the caller's transaction."""

from collections.abc import Iterable

from django.utils import timezone

from . import context
from .models import Event, View


def record(
    type: str,
    *,
    by: object = None,
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
    now = context.current()
    return Event.objects.create(
        at=timezone.now(),
        type=type,
        actor=getattr(by, "audit_name", "") or now.actor,
        actor_name=str(by) if by else now.actor_name,
        acting_for=now.acting_for,
        request_id=now.request_id,
        object_type=object_type,
        object_ref=object_ref,
        person_ref=person_ref,
        organisation=organisation,
        reason=reason,
        details=details or {},
    )


def viewed(people: Iterable[str], *, page: str, by: object, organisation: str, role: str, purpose: str = "") -> None:
    """Write that somebody saw these people (references) on a page. Nothing is written for nobody.

    `organisation` and `role` are what the person will read in "who has seen me".
    """
    references = list(people)
    if not references:
        return
    now = context.current()
    View.objects.create(
        at=timezone.now(),
        actor=by.audit_name,
        actor_name=str(by),
        organisation=organisation,
        role=role,
        page=page,
        purpose=purpose,
        people=references,
        request_id=now.request_id,
    )
