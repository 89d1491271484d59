"""Logging what was offered to somebody, and writing to them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation
from tracking import emails
from tracking.models import SupportEvent
from tracking.rules import support as rules

from . import contacts, work


@dataclass(frozen=True)
class Offer:
    """What was offered before it is written. `follow_up_on` puts a reminder among the writer's own work."""

    kind: str
    on: date
    words: str
    follow_up_on: date | None = None


@transaction.atomic
def log(*, clinician: Clinician, offer: Offer, owner: Organisation, by: Any, at: datetime) -> SupportEvent:
    """Keep what was offered, for both sides to read. A message goes out by letter, and its text stays here."""
    today = timezone.localdate(at)
    rules.check_can_log(offer.kind, offer.words, offer.on, offer.follow_up_on, today)
    if offer.kind == SupportEvent.Kind.MESSAGE:
        rules.check_may_be_written_to(clinician.stopped, clinician.email)
    made = SupportEvent.objects.create(
        clinician=clinician, kind=offer.kind, on=offer.on, words=offer.words, owner=owner, by=by, at=at
    )
    if offer.kind == SupportEvent.Kind.MESSAGE:
        emails.support(event=made)
    contacts.note(clinician, on=offer.on)
    if offer.follow_up_on:
        words = _("Ask how it went: %(kind)s") % {"kind": made.get_kind_display()}
        work.add(clinician=clinician, words=words, owner=by, due_on=offer.follow_up_on, by=by, at=at)
    audit.record(
        "tracking.support_logged",
        by=by,
        object_type="support",
        object_ref=str(made.uuid),
        person_ref=clinician.reference,
        organisation=owner.code,
        details={"kind": offer.kind, "reminder": offer.follow_up_on is not None},
    )
    return made
