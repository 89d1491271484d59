from datetime import date, datetime
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
