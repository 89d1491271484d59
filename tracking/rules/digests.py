"""When a member of staff gets a digest: for which week or day, and from when on."""

from datetime import date, datetime, timedelta

from talent_register.common import holidays
from tracking.choices import Rhythm


def due_on(rhythm: str, day: date, nation: str = "") -> date:
    """The day on which the digest of a period may first leave: the day itself, or the first working day of its week."""
    if rhythm == Rhythm.DAILY:
        return day
    return holidays.next_working_day(day - timedelta(days=day.weekday()), nation)


def period(rhythm: str, moment: datetime, nation: str = "") -> str:
    """The week or day whose digest a moment calls for; empty outside working hours.

    A week that was missed on Monday is made up for until Friday, a day not at all: the next one says the same.
    """
    return period_around(rhythm, moment) if holidays.next_sending(moment, nation) == moment else ""


def period_around(rhythm: str, moment: datetime) -> str:
    """The week or day in London in which a moment lies."""
    local = moment.astimezone(holidays.LONDON)
    return local.date().isoformat() if rhythm == Rhythm.DAILY else f"{local:%G-W%V}"
