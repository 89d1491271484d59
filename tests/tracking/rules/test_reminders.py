from datetime import date, timedelta

import pytest

from tracking.rules import reminders

DUE = date(2026, 8, 6)


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (-29, None),
        (-28, "REVIEW_BEFORE"),
        (-14, "REVIEW_BEFORE"),
        (-13, None),
        (-1, None),
        (0, "REVIEW_ON_DAY"),
        (13, "REVIEW_ON_DAY"),
        (14, "REVIEW_AFTER"),
        (28, "REVIEW_AFTER"),
        (29, None),
        (42, "REVIEW_LAST"),
        (56, "REVIEW_LAST"),
        (57, None),
    ],
)
def test_reminder_for(days, kind):
    rule = reminders.reminder_for(DUE, DUE + timedelta(days=days))
    assert (rule.kind if rule else None) == kind


def test_each_rule_finds_its_due_day_again():
    for rule in reminders.ALL_RULES:
        assert rule.due_on(rule.send_on(DUE)) == DUE


@pytest.mark.parametrize("fact", [reminders.REVIEW, reminders.PLAN, reminders.LICENCE])
def test_never_two_of_one_fact_at_once(fact):
    for day in range(-120, 90):
        today = DUE + timedelta(days=day)
        open_now = [r for r in reminders.of(fact) if r.send_on(DUE) <= today <= r.last_day(DUE)]
        assert len(open_now) <= 1
