"""A pause of all reminders in words: what stands, and what one that is planned would hold back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracking.actions.reminder_facts import FACTS, due_between
from tracking.actions.reminders import rules_in_force
from tracking.models import Reminder, ReminderPause
from tracking.rules.pauses import check_can_pause
from tracking.rules.reminders import ReminderRule

from .reminders import hidden_if_small


@dataclass(frozen=True)
class Effect:
    """How many reminders fall into the pause, and how many of those are too late after it."""

    waits: str
    dropped: str


def shown(today: date) -> ReminderPause | None:
    """The pause that is in force or to come."""
    return ReminderPause.objects.not_over(today).select_related("by").first()


def paused(made: ReminderPause) -> str:
    return _("Reminders are paused. They go again on %(day)s") % {"day": date_format(made.until_day, "j F Y")}


def effect(today: date, *, from_day: date, until_day: date, reason: str) -> Effect:
    """Counted over everybody whom the job writes to; small numbers are hidden. Raises CannotPause."""
    has_other = shown(today) is not None
    check_can_pause(today=today, from_day=from_day, until_day=until_day, has_other=has_other)
    waits = dropped = 0
    for rule in rules_in_force():
        first, last = rule.due_on(from_day), rule.due_on(until_day - timedelta(days=1))
        waits += _unwritten(rule, today, first, last)
        too_late = until_day - (rule.last_day(first) - first) - timedelta(days=1)
        dropped += _unwritten(rule, today, first, min(last, too_late))
    return Effect(hidden_if_small(waits), hidden_if_small(dropped))


def _unwritten(rule: ReminderRule, today: date, first: date, last: date) -> int:
    fact: Any = FACTS[rule.fact]
    written = Reminder.objects.filter(clinician=OuterRef(fact.person), kind=rule.kind, due_on=OuterRef(fact.due))
    return due_between(fact, today, first, last).filter(~Exists(written)).count()
