"""Making and ending the link of a person's calendar."""

from datetime import datetime
from typing import Any

from django.db import transaction

from profiles.models import CalendarLink, Clinician
from talent_register.common.secret_links import new_token, token_hash

from .trail import note


@transaction.atomic
def make(*, clinician: Clinician, hides_titles: bool, by: Any, at: datetime) -> str:
    """A new link; the one before stops working. Returns the token, which exists nowhere else."""
    Clinician.objects.select_for_update().get(pk=clinician.pk)
    revoke(clinician=clinician, by=by, at=at)
    token = new_token()
    CalendarLink.objects.create(
        clinician=clinician, token_hash=token_hash(token), hides_titles=hides_titles, created_at=at
    )
    note("profiles.calendar_link_made", clinician, by)
    return token


@transaction.atomic
def revoke(*, clinician: Clinician, by: Any, at: datetime) -> bool:
    """End the link in use. False when there was none."""
    ended = CalendarLink.objects.filter(clinician=clinician, revoked_at__isnull=True).update(revoked_at=at)
    if ended:
        note("profiles.calendar_link_ended", clinician, by)
    return bool(ended)


def fetched(*, link: CalendarLink, at: datetime) -> None:
    """A calendar program came by."""
    CalendarLink.objects.filter(pk=link.pk).update(fetched_at=at)
