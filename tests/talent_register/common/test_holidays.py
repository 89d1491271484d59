from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from talent_register.common import holidays

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "nation", "works"),
    [
        ("2026-11-23", "ENGLAND", True),  # a Monday
        ("2026-11-21", "ENGLAND", False),  # a Saturday
        ("2026-11-30", "ENGLAND", True),
        ("2026-11-30", "SCOTLAND", False),  # St Andrew's Day
        ("2026-03-17", "NORTHERN_IRELAND", False),  # St Patrick's Day
        ("2026-03-17", "WALES", True),
        ("2026-04-06", "SCOTLAND", True),  # Easter Monday is no bank holiday in Scotland
        ("2026-04-06", "", False),
        ("2026-12-28", "WALES", False),  # in place of Boxing Day
    ],
)
def test_is_working_day(day, nation, works):
    assert holidays.is_working_day(date.fromisoformat(day), nation) is works


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 17:59", "2026-11-23 17:59"),
        ("2026-11-23 18:00", "2026-11-24 08:00"),
        ("2026-11-23 00:10", "2026-11-23 08:00"),
        ("2026-11-20 18:30", "2026-11-23 08:00"),  # Friday evening
        ("2026-12-24 19:00", "2026-12-29 08:00"),  # over Christmas
        ("2026-03-29 00:30", "2026-03-30 08:00"),  # the night clocks go forward, a Sunday
        ("2026-10-25 01:30", "2026-10-26 08:00"),  # the night clocks go back
    ],
)
def test_next_sending(moment, leaves):
    moment, leaves = (datetime.fromisoformat(text).replace(tzinfo=LONDON) for text in (moment, leaves))
    assert holidays.next_sending(moment) == leaves


def test_the_file_has_every_nation_and_each_year_complete():
    counts = {
        (nation, year): sum(day.year == year for day in days)
        for nation, days in holidays.shipped().items()
        for year in (2026, 2027)
    }
    assert counts == {
        **{(nation, year): 8 for nation in ("ENGLAND", "WALES") for year in (2026, 2027)},
        **{("NORTHERN_IRELAND", year): 10 for year in (2026, 2027)},
        ("SCOTLAND", 2026): 10,
        ("SCOTLAND", 2027): 9,
    }


def easter(year):
    """Easter Sunday: the reckoning of Meeus, Jones and Butcher."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def monday(year, month, *, last=False):
    """The first or the last Monday of a month."""
    days = [date(year, month, day) for day in range(1, 32 if month in (5, 8) else 31)]
    return [day for day in days if day.weekday() == 0][-1 if last else 0]


def by_the_act(year, nation):
    """The Banking and Financial Dealings Act 1971, Schedule 1, with the days that are proclaimed every year."""
    scotland, northern_ireland = nation == "SCOTLAND", nation == "NORTHERN_IRELAND"
    moving = {easter(year) - timedelta(days=2), monday(year, 5), monday(year, 5, last=True)}
    moving |= {monday(year, 8)} if scotland else {easter(year) + timedelta(days=1), monday(year, 8, last=True)}
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    fixed += [date(year, 1, 2), date(year, 11, 30)] if scotland else []
    fixed += [date(year, 3, 17), date(year, 7, 12)] if northern_ireland else []
    for day in sorted(fixed):
        while day.weekday() > 4 or day in moving:  # the next day that is none stands for it
            day += timedelta(days=1)
        moving.add(day)
    return moving


@pytest.mark.parametrize("nation", ["ENGLAND", "WALES", "SCOTLAND", "NORTHERN_IRELAND"])
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_shipped_days_are_those_of_the_act(nation, year):
    shipped = {day for day in holidays.shipped()[nation] if day.year == year}
    once = {date(2026, 6, 15)} if (nation, year) == ("SCOTLAND", 2026) else set()
    assert shipped == by_the_act(year, nation) | once
