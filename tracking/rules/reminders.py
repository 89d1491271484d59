"""When the register reminds somebody of a day: a table of rules, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

LOOK_BACK_DAYS = 14
DUE_SOON_DAYS = 28

# The facts that have days: the yearly review, an open step of a plan, a day that a regulator gave the person.
REVIEW, PLAN, LICENCE = "REVIEW", "PLAN", "LICENCE"


@dataclass(frozen=True)
class ReminderRule:
    """One reminder: of what, how many days from the due day, in which words, and how late it still makes sense."""

    kind: str
    offset_days: int
    template: str
    cutoff_days: int = LOOK_BACK_DAYS
    fact: str = REVIEW

    def send_on(self, due_on: date) -> date:
        return due_on + timedelta(days=self.offset_days)

    def due_on(self, send_on: date) -> date:
        return send_on - timedelta(days=self.offset_days)

    def oldest_due(self, today: date) -> date:
        """The earliest due day for which this reminder is still written today."""
        return self.due_on(today) - timedelta(days=min(self.cutoff_days, LOOK_BACK_DAYS))

    def last_day(self, due_on: date) -> date:
        """The last day on which a late one is still written."""
        return self.send_on(due_on) + timedelta(days=min(self.cutoff_days, LOOK_BACK_DAYS))


# The one on the day ends a day early: on the 14th day its successor takes its place.
REVIEW_RULES = (
    ReminderRule("REVIEW_BEFORE", -DUE_SOON_DAYS, "tracking/review_before"),
    ReminderRule("REVIEW_ON_DAY", 0, "tracking/review_on_day", cutoff_days=13),
    ReminderRule("REVIEW_AFTER", 14, "tracking/review_after"),
    ReminderRule("REVIEW_LAST", 42, "tracking/review_last"),
)
# The one a week before ends a day early: on the day its successor takes its place.
PLAN_RULES = (
    ReminderRule("PLAN_BEFORE", -7, "tracking/plan_before", cutoff_days=6, fact=PLAN),
    ReminderRule("PLAN_ON_DAY", 0, "tracking/plan_on_day", cutoff_days=7, fact=PLAN),
)
LICENCE_RULES = (
    ReminderRule("LICENCE_BEFORE", -90, "tracking/licence_before", fact=LICENCE),
    ReminderRule("LICENCE_SOON", -28, "tracking/licence_soon", fact=LICENCE),
)
ALL_RULES = (*REVIEW_RULES, *PLAN_RULES, *LICENCE_RULES)
RULES = {rule.kind: rule for rule in ALL_RULES}
TEMPLATES = tuple(rule.template for rule in ALL_RULES)
# Days of plans and licences are people's own: staff see neither who nor how many.
REVIEW_KINDS = tuple(rule.kind for rule in REVIEW_RULES)


def of(fact: str) -> tuple[ReminderRule, ...]:
    """The rules of one fact, in the order of their days."""
    return tuple(rule for rule in ALL_RULES if rule.fact == fact)


def reminder_for(due_on: date, today: date, fact: str = REVIEW) -> ReminderRule | None:
    """The one reminder that today calls for: the newest that has come and is not too late."""
    for rule in reversed(of(fact)):
        if rule.send_on(due_on) <= today <= rule.last_day(due_on):
            return rule
    return None


# --- What staff may choose

# Days from the due day between which the words of the letter stay true and its place among the others the same.
BOUNDS = {
    "REVIEW_BEFORE": (-60, -14),
    "REVIEW_ON_DAY": (0, 0),
    "REVIEW_AFTER": (7, 28),
    "REVIEW_LAST": (35, 84),
    "PLAN_BEFORE": (-9, -5),
    "PLAN_ON_DAY": (0, 0),
    "LICENCE_BEFORE": (-180, -60),
    "LICENCE_SOON": (-45, -14),
}
# Whose words promise another: the promised one goes as long as the first does.
PROMISES = {"REVIEW_AFTER": "REVIEW_LAST", "PLAN_BEFORE": "PLAN_ON_DAY"}


class CannotChoose(Exception):
    """The reason, for the person who asked."""


@dataclass(frozen=True)
class Chosen:
    """What staff chose for one reminder."""

    is_on: bool
    offset_days: int


def check_can_choose(kind: str, wanted: Chosen, chosen: Mapping[str, Chosen]) -> None:
    """Days stay within their bounds, and no letter promises another that does not come."""
    least, most = BOUNDS[kind]
    if not least <= wanted.offset_days <= most:
        raise CannotChoose(_("Days must be within the bounds on this page"))
    after = {**chosen, kind: wanted}
    for first, promised in PROMISES.items():
        if kind in (first, promised) and _is_on(first, after) and not _is_on(promised, after):
            raise CannotChoose(
                _("One letter promises the next. Switch the earlier reminder off before the later one")
                if kind == promised
                else _("This letter promises the next. Switch the later reminder on first")
            )


def in_force(chosen: Mapping[str, Chosen]) -> tuple[ReminderRule, ...]:
    """The rules as staff chose them. Those switched off are left out, and none reaches into the days of the next."""
    moved = [
        replace(rule, offset_days=chosen[rule.kind].offset_days) if rule.kind in chosen else rule
        for rule in ALL_RULES
        if _is_on(rule.kind, chosen)
    ]
    ends = {
        rule.kind: after.offset_days - rule.offset_days - 1
        for rule, after in pairwise(moved)
        if rule.fact == after.fact
    }
    return tuple(
        replace(rule, cutoff_days=min(rule.cutoff_days, ends.get(rule.kind, LOOK_BACK_DAYS))) for rule in moved
    )


def _is_on(kind: str, chosen: Mapping[str, Chosen]) -> bool:
    return kind not in chosen or chosen[kind].is_on
