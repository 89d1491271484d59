"""The days on which the register sends no reminders, and the hours in which it does.

Bank holidays are data. Source: the dates published at https://www.gov.uk/bank-holidays, taken from secondary copies and
from the Banking and Financial Dealings Act 1971 by hand on 22 November 2026. Not verified against the official list:
check them there before relying on them, and add a year each autumn.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(8), time(18)
VERIFIED = False

_ENGLAND_AND_WALES = (
    "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28 "
    "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28"
)
_SCOTLAND = (
    "2026-01-01 2026-01-02 2026-04-03 2026-05-04 2026-05-25 2026-06-15 2026-08-03 2026-11-30 2026-12-25 2026-12-28 "
    "2027-01-01 2027-01-04 2027-03-26 2027-05-03 2027-05-31 2027-08-02 2027-11-30 2027-12-27 2027-12-28"
)
_NORTHERN_IRELAND = (
    "2026-01-01 2026-03-17 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-07-13 2026-08-31 2026-12-25 2026-12-28 "
    "2027-01-01 2027-03-17 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-07-12 2027-08-30 2027-12-27 2027-12-28"
)
BANK_HOLIDAYS = {
    nation: frozenset(map(date.fromisoformat, days.split()))
    for nation, days in (
        ("", _ENGLAND_AND_WALES),
        ("SCOTLAND", _SCOTLAND),
        ("NORTHERN_IRELAND", _NORTHERN_IRELAND),
    )
}


def is_working_day(day: date, nation: str = "") -> bool:
    """Monday to Friday, but no bank holiday of the nation. Nations without their own list follow England."""
    holidays = BANK_HOLIDAYS.get(nation, BANK_HOLIDAYS[""])
    return day.weekday() < 5 and day not in holidays


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
