"""The reminders page: what is due in the next days, what the letters say, and what became of the last ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.models import Clinician
from talent_register.common.holidays import VERIFIED, next_working_day
from talent_register.common.permissions import Permission
from talent_register.letters.actions.writing import compose
from talent_register.letters.choices import State
from talent_register.letters.models import Letter
from tracking.actions.reminder_facts import reachable
from tracking.emails import EXAMPLES
from tracking.models import Reminder
from tracking.rules.reminders import ALL_RULES, REVIEW_RULES, ReminderRule

DAYS_AHEAD = 7
DAYS_BACK = 28
WAYS = (
    (_("In time"), {}, "en-gb"),
    (_("Held up by a weekend or bank holiday"), {"name": "Sam Example-Jones", "is_due_today": False}, "en-gb"),
    (_("To somebody who chose Welsh"), {"name": "Siân Example"}, "cy"),
)


@dataclass(frozen=True)
class Due:
    """So many reminders of one kind for one day, and the day on which they leave."""

    day: date
    kind: str
    people: int
    leaves_on: date

    @property
    def is_put_off(self) -> bool:
        return self.leaves_on != self.day


def upcoming(user: Any, today: date) -> list[Due]:
    """What the job will write in the next 7 days for the people the user may see, by day and kind."""
    found = []
    for rule in REVIEW_RULES:
        found += _upcoming(rule, user, today)
    return sorted(found, key=lambda due: (due.day, due.kind))


def _upcoming(rule: ReminderRule, user: Any, today: date) -> list[Due]:
    last = today + timedelta(days=DAYS_AHEAD - 1)
    written = Reminder.objects.filter(clinician=OuterRef("pk"), kind=rule.kind, due_on=OuterRef("review_due_on"))
    people = Clinician.objects.visible_to(user, Permission.REMINDER_VIEW).filter(
        pk__in=reachable(today).values("pk"),
        review_due_on__gte=rule.due_on(today),
        review_due_on__lte=rule.due_on(last),
    )
    days = people.filter(~Exists(written)).order_by("review_due_on").values_list("review_due_on")
    label = Reminder.Kind(rule.kind).label
    return [
        Due(rule.send_on(due_on), str(label), number, next_working_day(rule.send_on(due_on)))
        for due_on, number in days.annotate(number=Count("pk"))
    ]


def previews() -> list[dict[str, Any]]:
    """Every reminder as it reads to three invented people: in time, held up by a holiday, and in Welsh."""
    return [
        {
            "kind": rule.kind,
            "label": str(Reminder.Kind(rule.kind).label),
            "renderings": [_rendering(rule, *way) for way in WAYS],
        }
        for rule in ALL_RULES
    ]


def _rendering(rule: ReminderRule, title: Promise, changes: dict[str, Any], language: str) -> dict[str, str]:
    subject, body = compose(rule.template, {**EXAMPLES[rule.template], **changes}, language)
    return {"title": str(title), "language": language, "subject": subject, "body": body}


def log(user: Any, today: date) -> list[dict[str, Any]]:
    """What became of the reminders of the last 4 weeks, by day, kind and state: figures, no names."""
    recent = Reminder.objects.visible_to(user).filter(send_on__gte=today - timedelta(days=DAYS_BACK))
    letters = Letter.objects.filter(key__in=recent.exclude(letter_key="").values("letter_key")).order_by()
    kinds = {rule.template: str(Reminder.Kind(rule.kind).label) for rule in REVIEW_RULES}
    rows = letters.values_list("created_at__date", "kind", "state").annotate(number=Count("pk"))
    return [
        {"day": day, "kind": kinds.get(kind, kind), "state": State(state).label, "people": number}
        for day, kind, state, number in rows.order_by("-created_at__date", "kind", "state")
    ]


def bank_holidays_are_checked() -> bool:
    return VERIFIED
