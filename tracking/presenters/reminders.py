"""The reminders page: what is due in the next days, what the letters say, and what became of the last ones."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pathways import holidays as editors_holidays
from profiles.models import Clinician
from talent_register.accounts.access import can
from talent_register.common import disclosure, holidays
from talent_register.common.holidays import next_working_day
from talent_register.common.permissions import Permission
from talent_register.letters.actions.writing import compose
from talent_register.letters.choices import State
from talent_register.letters.models import Letter
from tracking.actions.reminder_facts import FACTS, due_between, reachable
from tracking.actions.reminders import chosen, rules_in_force
from tracking.emails import EXAMPLES, days_left
from tracking.models import Reminder, ReminderChoice, ReminderPause
from tracking.rules.reminders import (
    ALL_RULES,
    LICENCE,
    PLAN,
    REVIEW,
    RULES,
    Chosen,
    ReminderRule,
    check_can_choose,
    in_force,
)

from .plain import Cell, Head, Plain

DAYS_AHEAD = 7
DAYS_BACK = 28
WAYS = (
    (_("In time"), {}, "en-gb"),
    (_("Held up by a weekend or bank holiday"), {"name": "Sam Example-Jones", "is_due_today": False}, "en-gb"),
    (_("To somebody who chose Welsh"), {"name": "Siân Example"}, "cy"),
)


@dataclass(frozen=True)
class Due:
    """So many reminders of one kind for one day, and when they leave; None where a pause makes them too late."""

    day: date
    kind: str
    people: int
    leaves_on: date | None

    @property
    def is_put_off(self) -> bool:
        return self.leaves_on != self.day


def upcoming(user: Any, today: date) -> list[Due]:
    """What the job will write in the next 7 days for the people the user may see, by day and kind."""
    holidays.refresh()
    found, pause = [], ReminderPause.objects.not_over(today).first()
    for rule in (one for one in rules_in_force() if one.fact == REVIEW):
        found += _upcoming(rule, user, today, pause)
    return sorted(found, key=lambda due: (due.day, due.kind))


def _leaves(rule: ReminderRule, due_on: date, pause: ReminderPause | None) -> date | None:
    """When a reminder leaves: not before a pause ends, and then only if that is not too late."""
    send_on = rule.send_on(due_on)
    if pause is None or not pause.holds(send_on):
        return next_working_day(send_on)
    return next_working_day(pause.until_day) if pause.until_day <= rule.last_day(due_on) else None


def _upcoming(rule: ReminderRule, user: Any, today: date, pause: ReminderPause | None) -> list[Due]:
    last = today + timedelta(days=DAYS_AHEAD - 1)
    written = Reminder.objects.filter(clinician=OuterRef("pk"), kind=rule.kind, due_on=OuterRef("review_due_on"))
    people = Clinician.objects.visible_to(user, Permission.REMINDER_VIEW).filter(
        pk__in=reachable(today).values("pk"),
        review_due_on__gte=rule.due_on(today),
        review_due_on__lte=rule.due_on(last),
    )
    days = people.filter(~Exists(written)).order_by("review_due_on").values_list("review_due_on")
    label = name(rule.kind, rule.offset_days)
    return [
        Due(rule.send_on(due_on), label, number, _leaves(rule, due_on, pause))
        for due_on, number in days.annotate(number=Count("pk"))
    ]


def previews() -> list[dict[str, Any]]:
    """Every reminder as it reads to three invented people: in time, held up by a holiday, and in Welsh.

    On the day that counts today, whoever chose it. One that is switched off says so and can still be read.
    """
    days = {rule.kind: rule for rule in rules_in_force()}
    return [_preview(days.get(rule.kind, rule), is_on=rule.kind in days) for rule in ALL_RULES]


def _preview(rule: ReminderRule, *, is_on: bool) -> dict[str, Any]:
    label, due_on = name(rule.kind, rule.offset_days), EXAMPLES[rule.template]["due_on"]
    return {
        "kind": rule.kind,
        "label": label if is_on else gettext("%(reminder)s (switched off)") % {"reminder": label},
        "due_on": due_on,
        "send_on": rule.send_on(due_on) if is_on else None,
        "renderings": [_rendering(rule, *way) for way in WAYS],
    }


NAMES = {REVIEW: "%(days)s", PLAN: _("Plan: %(days)s"), LICENCE: _("Registration: %(days)s")}


def name(kind: str, offset_days: int) -> str:
    """What one reminder is called: by the days that count, not by those it once had."""
    fact = RULES[kind].fact
    days = _short(offset_days)
    return str(NAMES[fact]) % {"days": days if fact == REVIEW else days[0].lower() + days[1:]}


def _short(days: int) -> str:
    if days == 0:
        return gettext("On the day")
    if days < 0:
        return ngettext("%(n)d day before", "%(n)d days before", -days) % {"n": -days}
    return ngettext("%(n)d day after", "%(n)d days after", days) % {"n": days}


FACTS_IN_WORDS = {
    REVIEW: _("The yearly review"),
    PLAN: _("An open step of a plan"),
    LICENCE: _("The day a regulator expects renewal"),
}


@dataclass(frozen=True)
class RuleInWords:
    """One reminder as it stands today. `initial` is what its form shows at first."""

    kind: str
    name: str
    of_what: str
    said: str
    why: str
    initial: dict[str, Any]


def rules(user: Any) -> Plain:
    """Every reminder: of what, when, whether it goes, and why somebody changed it."""
    found, may_edit = _rules_in_words(), can(user, Permission.REMINDER_EDIT)
    heads = [Head(_("Reminder")), Head(_("Of what")), Head(_("When it goes")), Head(_("Why it was changed"))]
    rows = [
        [Cell(one.name, _link(one.kind) if may_edit else ""), Cell(one.of_what), Cell(one.said), Cell(one.why)]
        for one in found
    ]
    return Plain.of(_("What goes when"), heads, rows)


def _link(kind: str) -> str:
    return reverse("reminder-change", args=[kind])


def rule(kind: str) -> RuleInWords:
    return next(one for one in _rules_in_words() if one.kind == kind)


def _rules_in_words() -> list[RuleInWords]:
    newest = {one.kind: one for one in ReminderChoice.objects.newest().select_related("by")}
    return [_in_words(standard, newest.get(standard.kind)) for standard in ALL_RULES]


def _in_words(standard: ReminderRule, choice: ReminderChoice | None) -> RuleInWords:
    is_on, days = (choice.is_on, choice.offset_days) if choice else (True, standard.offset_days)
    return RuleInWords(
        kind=standard.kind,
        name=name(standard.kind, days),
        of_what=str(FACTS_IN_WORDS[standard.fact]),
        said=days_in_words(days) if is_on else str(_("Switched off")),
        why=f"{choice.by or _('Somebody who has left')}: {choice.reason}" if choice else str(_("Not changed")),
        initial={"is_on": "on" if is_on else "off", "days": abs(days)},
    )


def days_in_words(days: int) -> str:
    if days == 0:
        return gettext("On the due day")
    if days < 0:
        return ngettext("%(n)d day before the due day", "%(n)d days before the due day", -days) % {"n": -days}
    return ngettext("%(n)d day after the due day", "%(n)d days after the due day", days) % {"n": days}


@dataclass(frozen=True)
class Effect:
    """What a change would do: when it goes then, how many are due in 7 days now and then, how many waiting go."""

    said: str
    now: str
    then: str
    taken_back: str


def effect(kind: str, choice: dict[str, Any], today: date) -> Effect:
    """Counted over everybody whom the job writes to. Raises CannotChoose. Small numbers are hidden."""
    before = chosen()
    wanted = Chosen(choice["is_on"], choice["offset_days"])
    check_can_choose(kind, wanted, before)
    waiting = Letter.objects.filter(state=State.PENDING, kind=RULES[kind].template).count()
    return Effect(
        said=days_in_words(wanted.offset_days) if wanted.is_on else gettext("Switched off"),
        now=hidden_if_small(_due(kind, before, today)),
        then=hidden_if_small(_due(kind, {**before, kind: wanted}, today)),
        taken_back="" if wanted.is_on else hidden_if_small(waiting),
    )


def _due(kind: str, choices: dict[str, Chosen], today: date) -> int:
    """How many reminders of a kind the next 7 days call for."""
    found = next((one for one in in_force(choices) if one.kind == kind), None)
    if found is None:
        return 0
    fact = FACTS[found.fact]
    written = Reminder.objects.filter(clinician=OuterRef(fact.person), kind=kind, due_on=OuterRef(fact.due))
    last = found.due_on(today + timedelta(days=DAYS_AHEAD - 1))
    return due_between(fact, today, found.oldest_due(today), last).filter(~Exists(written)).count()


def hidden_if_small(number: int) -> str:
    threshold = settings.SUPPRESSION_THRESHOLD
    return disclosure.in_words(disclosure.published(number, threshold), threshold)


def _rendering(rule: ReminderRule, title: Promise, changes: dict[str, Any], language: str) -> dict[str, str]:
    example = EXAMPLES[rule.template]
    example = {**example, **days_left(example["due_on"], rule.send_on(example["due_on"])), **changes}
    subject, body = compose(rule.template, example, language)
    return {"title": str(title), "language": language, "subject": subject, "body": body}


def log(user: Any, today: date) -> list[dict[str, Any]]:
    """What became of the reminders of the last 4 weeks, by day, kind and state: figures, no names."""
    recent = Reminder.objects.visible_to(user).filter(send_on__gte=today - timedelta(days=DAYS_BACK))
    written = recent.exclude(letter_key="")
    apart = ExpressionWrapper(F("send_on") - F("due_on"), output_field=DurationField())
    of_letter = written.filter(letter_key=OuterRef("key")).annotate(days=apart).order_by("pk")
    letters = Letter.objects.filter(key__in=written.values("letter_key")).order_by()
    letters = letters.annotate(
        reminds=Subquery(of_letter.values("kind")[:1]), days=Subquery(of_letter.values("days")[:1])
    )
    rows = letters.values_list("created_at__date", "reminds", "days", "state").annotate(number=Count("pk"))
    return [
        {"day": day, "kind": name(kind, days.days), "state": State(state).label, "people": number}
        for day, kind, days, state, number in rows.order_by("-created_at__date", "reminds", "days", "state")
    ]


@dataclass(frozen=True)
class Holidays:
    """How far the bank holidays can be relied on."""

    are_checked: bool
    warnings: list[str]


def bank_holidays(today: date) -> Holidays:
    return Holidays(editors_holidays.are_checked(today), editors_holidays.warnings(today))
