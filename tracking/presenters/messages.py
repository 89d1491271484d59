"""What the check page says before one message goes to many: who gets it, who does not and why, and how it reads."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles.models import Clinician
from talent_register.common.permissions import Permission
from tracking import access, emails
from tracking.actions.messages import Readers, readers
from tracking.rules.support import MOST_WRITTEN, filled

from .cohorts import SHOWN
from .people import Row, row, with_work


@dataclass(frozen=True)
class Check:
    """Everybody who was chosen is in one of the numbers."""

    people: list[Row]
    to_write: int
    unwilling: list[Row]
    unwilling_count: int
    missing: int
    chosen: int
    mark: str  # of exactly these people: another list has another
    most: int = MOST_WRITTEN

    @property
    def more(self) -> int:
        return self.to_write - len(self.people)

    @property
    def more_unwilling(self) -> int:
        return self.unwilling_count - len(self.unwilling)

    @property
    def is_too_many(self) -> bool:
        return self.chosen > self.most


@dataclass(frozen=True)
class Sample:
    """The letter and the message as the first of them reads both."""

    name: str
    subject: str
    body: str
    words: str


def addressed(chosen: QuerySet) -> Readers:
    """Of the people chosen, as many as may be written to at once and one more, who gets it and who does not."""
    people = chosen.select_related("user").order_by("family_key", "given_key", "pk")
    return readers(people[: MOST_WRITTEN + 1])


def check(chosen: QuerySet, missing: int, found: Readers, today: date) -> Check:
    return Check(
        people=_rows(found.takers, today),
        to_write=len(found.takers),
        unwilling=_rows(found.unwilling, today),
        unwilling_count=len(found.unwilling),
        missing=missing,
        chosen=chosen.count(),
        mark=sha256(" ".join(sorted(one.reference for one in found.takers)).encode()).hexdigest(),
    )


def _rows(people: list[Clinician], today: date) -> list[Row]:
    shown = with_work(Clinician.objects.filter(pk__in=[one.pk for one in people[:SHOWN]]))
    return [row(one, today) for one in shown.order_by("family_key", "given_key", "pk")]


def sample(words: str, user: Any, person: Clinician) -> Sample:
    team = access.acting_organisation(user, Permission.DISCUSSION_EDIT, person)
    subject, body = emails.support_letter(person=person, team=team.name)
    return Sample(person.full_name, subject, body, filled(words, name=person.full_name, team=team.name))


def told(sent: int, check: Check) -> list[str]:
    """What became of everybody who was chosen."""
    if not sent:
        return [_("This message was sent before. Nobody got it twice")]
    words = [ngettext("The message went to %(n)d person", "The message went to %(n)d people", sent) % {"n": sent}]
    left = check.unwilling_count + check.missing
    if left:
        words.append(ngettext("%(n)d person was left out", "%(n)d people were left out", left) % {"n": left})
    return words
