"""Hourly steps through whole years, a leap year among them: each digest once, in its first working hour."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from talent_register.common import holidays
from tracking.choices import Rhythm
from tracking.rules.digests import due_on, period


def walk(year, rhythm, nation="", gone=()):
    """The moments at which a job that wakes every hour writes, by period."""
    moment, written = datetime(year, 1, 1, tzinfo=UTC), {}
    while moment.year == year:
        found = period(rhythm, moment, nation)
        if found and found not in written and moment.astimezone(holidays.LONDON).date() not in gone:
            written[found] = moment.astimezone(holidays.LONDON)
        moment += timedelta(hours=1)
    return written


def working_days(year, nation=""):
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return [day for day in days if day.year == year and holidays.is_working_day(day, nation)]


@pytest.mark.parametrize(("year", "nation"), [(2028, ""), (2027, ""), (2027, "SCOTLAND"), (2026, "NORTHERN_IRELAND")])
def test_every_working_day_at_8_and_never_on_another(year, nation):
    written = walk(year, Rhythm.DAILY, nation)
    assert [moment.date() for moment in written.values()] == working_days(year, nation)
    assert {moment.hour for moment in written.values()} == {8}


@pytest.mark.parametrize(("year", "nation"), [(2028, ""), (2027, ""), (2027, "SCOTLAND")])
def test_every_week_once_on_its_first_working_day_at_8(year, nation):
    written = walk(year, Rhythm.WEEKLY, nation)
    first_days = {f"{day:%G-W%V}": day for day in reversed(working_days(year, nation))}
    assert {key: moment.date() for key, moment in written.items()} == first_days
    assert {moment.hour for moment in written.values()} == {8}
    assert Counter(moment.weekday() for moment in written.values()).most_common(1)[0][0] == 0


def test_the_nights_when_clocks_change_shift_nothing():
    written = walk(2028, Rhythm.WEEKLY)
    for monday in (date(2028, 3, 27), date(2028, 10, 30)):
        assert written[f"{monday:%G-W%V}"] == datetime(monday.year, monday.month, monday.day, 8, tzinfo=holidays.LONDON)


def test_a_missed_monday_is_made_up_for_and_a_missed_week_is_dropped():
    away = {date(2027, 6, 7), date(2027, 6, 8), *(date(2027, 6, day) for day in range(14, 19))}
    written = walk(2027, Rhythm.WEEKLY, gone=away)
    assert written["2027-W23"].date() == date(2027, 6, 9)
    assert "2027-W24" not in written
    assert written["2027-W25"].date() == date(2027, 6, 21)


def test_after_a_bank_holiday_the_week_begins_on_tuesday():
    assert due_on(Rhythm.WEEKLY, date(2026, 8, 31)) == date(2026, 9, 1)
    assert due_on(Rhythm.WEEKLY, date(2026, 9, 3), "SCOTLAND") == date(2026, 8, 31)
