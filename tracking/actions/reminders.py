"""The daily job: what reminders the facts of today call for, written once, and taken back when facts change.

It may run at any time, any number of times, after any outage and twice at once. While staff pause reminders it writes
none; what is not too late by then is made up for afterwards.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields import CharField, DateField, DateTimeField
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from profiles.models import Clinician
from talent_register.audit import actions as audit
from talent_register.audit.context import acting
from talent_register.common import holidays
from talent_register.letters import actions as letters
from talent_register.letters.choices import Purpose, State
from talent_register.letters.models import Letter
from tracking import emails
from tracking.models import Reminder, ReminderChoice, ReminderPause
from tracking.rules.reminders import RULES, TEMPLATES, Chosen, ReminderRule, check_can_choose, in_force

from .bulk import insert_missing
from .reminder_facts import FACTS, falling_due, standing_on

ACTOR = "job:tracking.send_reminders"
LOCK = 7_110_042  # a number of our own, so that two runs at once do the work once


@dataclass(frozen=True)
class Run:
    """What one run did: reminders made, by kind, and how many were taken back."""

    day: date
    made: Counter = field(default_factory=Counter)
    taken_back: int = 0
    is_busy: bool = False


def send(*, at: datetime, dry_run: bool = False) -> Run:
    """Bring reminders into line with the facts of a moment. A dry run does the same and undoes it."""
    with acting(ACTOR):
        run = _bring_into_line(at)
        if dry_run:
            transaction.set_rollback(True)
    return run


def _bring_into_line(at: datetime) -> Run:
    holidays.refresh()
    day = timezone.localdate(at)
    if not _alone():
        return Run(day, is_busy=True)
    rules = rules_in_force()
    standing = {name: standing_on(fact, day) for name, fact in FACTS.items()}
    taken_back = take_back(_obsolete(day, rules, standing), why="The reminder no longer applies.", at=at)
    _keep_hours(at)
    made: Counter = Counter()
    for rule in () if ReminderPause.objects.in_force(day).exists() else rules:
        made[rule.kind] = _make(rule, standing[rule.fact], day, at)
    if taken_back or made.total():
        audit.record("tracking.reminders_brought_into_line", details={**made, "taken_back": taken_back})
    return Run(day, made, taken_back)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def wait_for_the_job() -> None:
    """Whoever changes what the job goes by does so between two runs, and one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


# --- Who


def _obsolete(day: date, rules: tuple[ReminderRule, ...], standing: dict[str, QuerySet]) -> QuerySet:
    """Reminders whose person or due day changed, or that have waited past their time."""
    still = Q(pk__in=[])
    for fact in FACTS.values():
        in_time = [Q(kind=rule.kind, due_on__gte=rule.oldest_due(day)) for rule in rules if rule.fact == fact.name]
        if in_time:
            same = {fact.person: OuterRef("clinician"), fact.due: OuterRef("due_on")}
            still |= reduce(or_, in_time) & Q(Exists(standing[fact.name].filter(**same)))
    return Reminder.objects.standing().filter(~still)


# --- Writing


def _make(rule: ReminderRule, standing: QuerySet, day: date, at: datetime) -> int:
    """The rows in one statement, then a letter for each that was new."""
    fact = FACTS[rule.fact]
    new = insert_missing(
        Reminder,
        falling_due(fact, standing, rule.oldest_due(day), rule.due_on(day)),
        {
            "clinician": F(fact.person),
            "kind": Value(rule.kind, CharField()),
            "due_on": F(fact.due),
            "send_on": Cast(F(fact.due) + Value(timedelta(days=rule.offset_days)), DateField()),
            "letter_key": Concat(
                Value(f"{rule.template}:"), F(fact.reference), Value(":"), Cast(fact.due, CharField())
            ),
            "created_at": Value(at, DateTimeField()),
        },
    )
    if not new:
        return 0
    made = Reminder.objects.filter(pk__in=new).select_related("clinician", "clinician__user").order_by("pk")
    letters.write_many(_drafts(made.iterator(chunk_size=1000), at))
    return len(new)


def _drafts(reminders: Iterator[Reminder], at: datetime) -> Iterator[letters.Draft]:
    for reminder in reminders:
        person = reminder.clinician
        leaves = holidays.next_sending(at, person.nation)
        yield letters.Draft(
            key=reminder.letter_key,
            kind=RULES[reminder.kind].template,
            purpose=Purpose.REVIEW,
            **person.as_reader(),
            not_before=leaves,
            context=emails.reminder(person, RULES[reminder.kind], reminder.due_on, timezone.localdate(leaves)),
        )


# --- What staff chose


def chosen() -> dict[str, Chosen]:
    """The choice that counts of each kind that has one."""
    return {one.kind: Chosen(one.is_on, one.offset_days) for one in ReminderChoice.objects.newest()}


def rules_in_force() -> tuple[ReminderRule, ...]:
    return in_force(chosen())


@transaction.atomic
def choose(*, kind: str, is_on: bool, offset_days: int, reason: str, by: Any, at: datetime) -> int:
    """Switch a reminder off or on, or move its day. Off takes back what waits; returns how many that were.

    Raises tracking.rules.reminders.CannotChoose. Who was reminded of a due day is not reminded again.
    """
    wait_for_the_job()
    before = chosen()
    wanted = Chosen(is_on, offset_days)
    check_can_choose(kind, wanted, before)
    ReminderChoice.objects.create(kind=kind, is_on=is_on, offset_days=offset_days, reason=reason, by=by, at=at)
    standing = Reminder.objects.standing().filter(kind=kind)
    taken_back = 0 if is_on else take_back(standing, why="The reminder was switched off.", at=at)
    audit.record(
        "tracking.reminder_chosen",
        by=by,
        object_type="reminder",
        object_ref=kind,
        reason=reason,
        details={"is_on": is_on, "offset_days": offset_days, "taken_back": taken_back},
    )
    return taken_back


# --- Taking back


@transaction.atomic
def take_back(reminders: QuerySet, *, why: str, at: datetime) -> int:
    """Cancel reminders whose letters still wait. What has left has left."""
    waiting = Letter.objects.filter(state=State.PENDING, kind__in=TEMPLATES)
    keys = list(reminders.filter(letter_key__in=waiting.values("key")).values_list("letter_key", flat=True))
    if not keys:
        return 0
    locked = waiting.filter(key__in=keys).select_for_update().values_list("pk", "key")
    held = dict(locked)
    Letter.objects.filter(pk__in=held).update(state=State.CANCELLED, finished_at=at, outcome=why)
    return Reminder.objects.filter(letter_key__in=held.values()).update(cancelled_at=at)


def _keep_hours(at: datetime) -> None:
    """Letters that a mail outage held up past the evening wait for the next morning on which their nation works."""
    late = Letter.objects.filter(state=State.PENDING, kind__in=TEMPLATES, not_before__lte=at)
    apart = holidays.nations()
    for nation in apart:
        _put_off(late.filter(person_ref__in=_of_nations(nation)), at, nation)
    _put_off(late.exclude(person_ref__in=_of_nations(*apart)), at, "")


def _of_nations(*nations: str) -> QuerySet:
    return Clinician.objects.filter(nation__in=nations).values("reference")


def _put_off(late: QuerySet, at: datetime, nation: str) -> None:
    opens = holidays.next_sending(at, nation)
    if opens > at:
        late.update(not_before=opens)
