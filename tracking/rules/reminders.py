"""When the register reminds somebody of a day: a table of rules, and what follows from it."""

from dataclasses import dataclass
from datetime import date, timedelta

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
