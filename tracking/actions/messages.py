"""One message to many people: a copy for each, with the letter that it waits, once however often it is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.common.turns import take_turn
from talent_register.letters.models import Trouble
from talent_register.organisations.models import Organisation
from tracking import emails
from tracking.models import SupportEvent
from tracking.rules import support as rules

from . import contacts


@dataclass(frozen=True)
class Message:
    """What is sent: `token` is the mark of the page on which it was checked, so that the same page sends it once."""

    token: UUID
    words: str


@dataclass(frozen=True)
class Readers:
    """Who takes messages by letter, and who does not: switched off, paused, or letters to them came back."""

    takers: list[Clinician]
    unwilling: list[Clinician]


def readers(people: Iterable[Clinician]) -> Readers:
    """`people` come with their users."""
    found = list(people)
    addresses = {one.email.lower() for one in found if one.email}
    broken = set(Trouble.objects.in_force_for(*addresses).values_list("email", flat=True))

    def takes(one: Clinician) -> bool:
        return rules.may_be_written_to(one.stopped, one.email) and one.email.lower() not in broken

    return Readers([one for one in found if takes(one)], [one for one in found if not takes(one)])


@transaction.atomic
def send(*, message: Message, to: dict[Clinician, Organisation], by: Any, at: datetime) -> int:
    """Write to people, each on behalf of a team. Returns how many got it by this: nobody, when it was sent before."""
    rules.check_message(message.words)
    rules.check_people(len(to))
    take_turn("message", message.token)  # pressed twice at once, the second waits and finds it sent
    events = [_event(message, person, team, by, at) for person, team in to.items()]
    sent = set(SupportEvent.objects.filter(uuid__in=[one.uuid for one in events]).values_list("uuid", flat=True))
    new = [one for one in events if one.uuid not in sent]
    if not new:
        return 0
    SupportEvent.objects.bulk_create(new)
    emails.support_many(events=new)
    contacts.note_all([one.clinician for one in new], on=timezone.localdate(at))
    teams = sorted({one.owner.code for one in new})
    audit.record(
        "tracking.message_sent",
        by=by,
        object_type="message",
        object_ref=str(message.token),
        organisation=teams[0] if len(teams) == 1 else "",
        details={"people": len(new), "teams": teams},
    )
    return len(new)


def _event(message: Message, person: Clinician, team: Organisation, by: Any, at: datetime) -> SupportEvent:
    return SupportEvent(
        uuid=uuid5(message.token, person.reference),
        clinician=person,
        kind=SupportEvent.Kind.MESSAGE,
        on=timezone.localdate(at),
        words=rules.filled(message.words, name=person.full_name, team=team.name),
        owner=team,
        by=by,
        at=at,
    )
