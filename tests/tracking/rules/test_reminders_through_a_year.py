"""8,784 hourly steps through a leap year with two clock changes, in London's days: each reminder once, on its day."""

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from talent_register.common.holidays import LONDON
from tracking.rules.reminders import ALL_RULES, Chosen, in_force

pytestmark = pytest.mark.slow

YEAR = 2028
START = datetime(YEAR, 1, 1, tzinfo=UTC)
HOURS = [START + timedelta(hours=hour) for hour in range(366 * 24)]
DUE = [date(YEAR, 1, 1) + timedelta(days=day) for day in range(-60, 470)]


def walk(hours):
    """What a job that wakes at these hours writes: its kind and due day, and the London day of each writing."""
    written: dict[tuple[str, date], list[date]] = {}
    for hour in hours:
        today = hour.astimezone(LONDON).date()
        for rule in ALL_RULES:
            due = rule.oldest_due(today)
            while due <= rule.due_on(today):
                if (rule.kind, due) not in written:
                    written[rule.kind, due] = [today]
                due += timedelta(days=1)
    return {key: days[0] for key, days in written.items()}


def expected():
    """Everything whose day lies in the year; what was due before the first step is caught up at once."""
    first, last = (moment.astimezone(LONDON).date() for moment in (HOURS[0], HOURS[-1]))
    return {
        (rule.kind, due): max(rule.send_on(due), first)
        for rule in ALL_RULES
        for due in DUE
        if rule.send_on(due) <= last and rule.last_day(due) >= first
    }


def test_every_hour_of_the_year_misses_and_delays_nothing():
    assert len(HOURS) == 8784
    found = walk(HOURS)
    wanted = expected()
    assert found == wanted
    assert any(due == date(YEAR, 2, 29) for _kind, due in found)


@pytest.mark.parametrize("seed", range(3))
def test_outages_shorter_than_every_cutoff_lose_nothing(seed):
    """Down for up to 6 days at a time: everything is still written, and never after its last day."""
    chance, at, awake = random.Random(seed), 0, []
    while at < len(HOURS):
        awake.append(HOURS[at])
        at += chance.choice((1, 5, 24, chance.randint(25, 6 * 24)))
    awake.append(HOURS[-1])
    found = walk(awake)
    assert found.keys() == expected().keys()
    last_days = {rule.kind: rule.last_day for rule in ALL_RULES}
    assert all(day <= last_days[kind](due) for (kind, due), day in found.items())


def test_what_is_past_its_last_day_is_dropped():
    """Down for 20 days from 1 March: nothing whose last day lay inside is written."""
    gone = range(60 * 24, 80 * 24)
    found = walk([hour for number, hour in enumerate(HOURS) if number not in gone])
    back = HOURS[80 * 24].astimezone(LONDON).date()
    left = HOURS[60 * 24].astimezone(LONDON).date()
    dropped = expected().keys() - found.keys()
    rules = {rule.kind: rule for rule in ALL_RULES}
    assert dropped
    assert all(left <= rules[kind].send_on(due) and rules[kind].last_day(due) < back for kind, due in dropped)


# --- Switched, moved and paused by staff

BEFORE = "REVIEW_BEFORE"
CHOICES = (  # from which day on what counts
    (date(YEAR, 2, 1), {"LICENCE_SOON": Chosen(is_on=True, offset_days=-42)}),
    (date(YEAR, 3, 1), {BEFORE: Chosen(is_on=True, offset_days=-35)}),
    (date(YEAR, 5, 1), {BEFORE: Chosen(is_on=False, offset_days=-35)}),
    (date(YEAR, 6, 1), {BEFORE: Chosen(is_on=True, offset_days=-35)}),
)
PAUSES = ((date(YEAR, 3, 20), date(YEAR, 4, 2)), (date(YEAR, 10, 20), date(YEAR, 10, 31)))  # over both clock changes


@cache
def rules_on(day):
    """What counts on a day; nothing while paused."""
    if any(first <= day < again for first, again in PAUSES):
        return ()
    chosen = {}
    for since, choices in CHOICES:
        chosen |= choices if since <= day else {}
    return in_force(chosen)


@cache
def walk_as_chosen():
    written: dict[tuple[str, date], date] = {}
    for hour in HOURS:
        today = hour.astimezone(LONDON).date()
        for rule in rules_on(today):
            due = rule.oldest_due(today)
            while due <= rule.due_on(today):
                written.setdefault((rule.kind, due), today)
                due += timedelta(days=1)
    return written


def test_switches_moves_and_pauses_lose_and_delay_nothing_that_can_still_go():
    """Looked at from the other side: each due day by itself, on which days of the year it may be written."""
    days = [date(YEAR, 1, 1) + timedelta(days=number) for number in range(366)]
    wanted: dict[tuple[str, date], date] = {}
    for day in days:
        for rule in rules_on(day):
            for due in DUE:
                if rule.send_on(due) <= day <= rule.last_day(due):
                    wanted.setdefault((rule.kind, due), day)
    assert walk_as_chosen() == wanted


def test_switches_moves_and_pauses_by_hand():
    written = walk_as_chosen()
    assert written["REVIEW_ON_DAY", date(YEAR, 3, 24)] == date(YEAR, 4, 2)  # due in the pause, gone after it
    assert ("PLAN_BEFORE", date(YEAR, 3, 28)) not in written  # from the 21st to the 27th: too late after it
    assert written["PLAN_ON_DAY", date(YEAR, 3, 28)] == date(YEAR, 4, 2)
    assert written["REVIEW_ON_DAY", date(YEAR, 10, 29)] == date(YEAR, 10, 31)
    assert written[BEFORE, date(YEAR, 4, 30)] == date(YEAR, 4, 2)  # 35 days before is 26 March
    assert (BEFORE, date(YEAR, 6, 14)) not in written  # its days ended while it was off
    assert written[BEFORE, date(YEAR, 6, 30)] == date(YEAR, 6, 1)  # on again, not too late
    assert written["LICENCE_SOON", date(YEAR, 9, 12)] == date(YEAR, 8, 1)
