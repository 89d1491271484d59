"""People who were away for years: asked whether we may keep their record, asked once more, let go if they are silent.

Opening any page is an answer. How long "years" is stands in the table of retention rules.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from profiles import emails, rules
from profiles.models import Clinician, ClinicianState, RetentionRule
from talent_register.letters.choices import State
from talent_register.letters.models import Letter

from . import erasure
from .trail import note

BATCH = 500
CODE = "inactive"


@transaction.atomic
def ask(*, at: datetime) -> int:
    """Set the day for those who have been away too long, and write to them. A batch; call again until 0."""
    rule = RetentionRule.objects.in_force().filter(code=CODE).first()
    if rule is None:
        return 0
    today = timezone.localdate(at)
    away = Clinician.objects.away_since(today - timedelta(days=rule.days)).filter(erase_on__isnull=True)
    found = list(away.select_for_update(skip_locked=True, of=("self",)).select_related("user").order_by("pk")[:BATCH])
    for clinician in found:
        clinician.erase_on = today + timedelta(days=rules.ANSWER_DAYS)
        clinician.save(update_fields=["erase_on"])
    emails.shall_we_keep(found, kind=emails.AWAY)
    return len(found)


@transaction.atomic
def ask_once_more(*, at: datetime) -> int:
    """Write again to those whose day is near. A batch; call again until 0."""
    today = timezone.localdate(at)
    near = _asked().filter(erase_on__gt=today, erase_on__lte=today + timedelta(days=rules.LAST_CALL_DAYS))
    told = Letter.objects.filter(kind=emails.AWAY_LAST, person_ref=OuterRef("reference"), created_at__gt=at - _answer())
    found = list(near.filter(~Exists(told)).select_related("user").order_by("pk")[:BATCH])
    emails.shall_we_keep(found, kind=emails.AWAY_LAST)
    return len(found)


@transaction.atomic
def keep_those_who_came_back(*, at: datetime) -> int:
    """Whoever has opened a page since they were asked is kept. Returns how many."""
    rule = RetentionRule.objects.filter(code=CODE).first()
    if rule is None:
        return 0
    away = Clinician.objects.away_since(timezone.localdate(at) - timedelta(days=rule.days))
    return _asked().exclude(pk__in=away.values("pk")).update(erase_on=None)


def silent(*, at: datetime, days: int) -> QuerySet[Clinician]:
    """Who was asked, had the time to answer, and did not. A letter that has not left yet has not asked anybody."""
    today = timezone.localdate(at)
    on_its_way = [State.PENDING, State.SENDING]
    asked = Letter.objects.filter(kind=emails.AWAY, person_ref=OuterRef("reference")).exclude(state__in=on_its_way)
    people = Clinician.objects.away_since(today - timedelta(days=days)).filter(erase_on__lte=today)
    return people.filter(Exists(asked)).order_by("erase_on", "pk")


@transaction.atomic
def let_go(*, ids: list[int], at: datetime) -> None:
    """Leave of these people only what says nothing about anybody. They may come back by a list, or by themselves."""
    people = list(Clinician.objects.filter(pk__in=ids).select_related("user"))
    erasure.erase(people=people, state=ClinicianState.LEFT, at=at)
    for person in people:
        note("profiles.away_erased", person)


def _asked() -> QuerySet[Clinician]:
    states = [ClinicianState.REGISTERED, ClinicianState.PAUSED]
    return Clinician.objects.filter(state__in=states, erase_on__isnull=False)


def _answer() -> timedelta:
    return timedelta(days=rules.ANSWER_DAYS)
