"""The days on which the register sends no reminders, and the hours in which it does.

Bank holidays are facts that content editors keep (settings.BANK_HOLIDAYS). Until somebody took them in with `refresh`,
the file that is shipped counts: the first start has no table yet, and a rule asks no database.
"""

import time as clock
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string

from .reference import read_rows

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(8), time(18)
FILE = Path(__file__).parent / "data" / "bank_holidays.csv"
ENGLAND = "ENGLAND"
SECONDS_KEPT = 60

Days = Mapping[str, frozenset[date]]


def shipped() -> Days:
    """The bank holidays of each nation as the file says them."""
    found: dict[str, set[date]] = {}
    for row in read_rows(FILE):
        found.setdefault(row["nation"], set()).add(date.fromisoformat(row["day"]))
    return {nation: frozenset(days) for nation, days in found.items()}


class _Known:
    """What this process goes by, and when it last asked."""

    days: Days = shipped()
    asked_at: float | None = None


def refresh(*, at_once: bool = False) -> None:
    """Take in what editors keep, at most once a minute. Work that sends letters begins with it."""
    if not at_once and _Known.asked_at is not None and clock.monotonic() - _Known.asked_at < SECONDS_KEPT:
        return
    kept = import_string(settings.BANK_HOLIDAYS)()
    _Known.days, _Known.asked_at = kept or shipped(), clock.monotonic()


def nations() -> list[str]:
    """The nations that have bank holidays of their own."""
    return sorted(_Known.days)


def is_working_day(day: date, nation: str = "") -> bool:
    """Monday to Friday, but no bank holiday of the nation. Nations without their own list follow England."""
    own = _Known.days.get(nation) or _Known.days.get(ENGLAND, frozenset())
    return day.weekday() < 5 and day not in own


def next_working_day(day: date, nation: str = "") -> date:
    """The day itself when it is a working day."""
    while not is_working_day(day, nation):
        day += timedelta(days=1)
    return day


def next_sending(moment: datetime, nation: str = "") -> datetime:
    """The first moment from now on at which a letter may leave: working days, 8am to 6pm in London."""
    local = moment.astimezone(LONDON)
    if is_working_day(local.date(), nation) and OPENS <= local.time() < CLOSES:
        return moment
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(next_working_day(day, nation), OPENS, LONDON)


def next_morning(moment: datetime, nation: str = "") -> datetime:
    """When sending opens on the working day after this one."""
    day = moment.astimezone(LONDON).date() + timedelta(days=1)
    return datetime.combine(next_working_day(day, nation), OPENS, LONDON)
