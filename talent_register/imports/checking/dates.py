"""Dates as offices write them. The order of day and month is decided once a column, by evidence, never per cell."""

import datetime as dt
import re

from talent_register.imports.reading.orders import DMY, MDY, NUMBERS, Order, order_of

from .issues import Issue

__all__ = ["DMY", "MDY", "Order", "order_of", "parse"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d{2}.*)?$")
COMPACT = re.compile(r"^(19|20)\d{6}$")
WORDS = re.compile(r"^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]([a-z]{3,9})[-/., ]+(\d{4}|\d{2})$")
WITHOUT_DAY = re.compile(r"^(?:[a-z]{3,9}[-/. ]\d{2,4}|\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4}|\d{4})$")
MONTH_IN_WORDS, MONTH_LAST = re.compile(r"^([a-z]{3,9})[-/. ](\d{4}|\d{2})$"), re.compile(r"^(\d{4})[-/](\d{1,2})$")
MONTH_FIRST = re.compile(r"^(\d{1,2})[-/](\d{4})$")
SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
EPOCH, EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
PIVOT = 60


def parse(text: str, order: str = DMY, *, is_1904: bool = False) -> tuple[str | None, Issue | None]:
    """An ISO date, or what is wrong."""
    word = text.strip().lower()
    parts = _parts(word, order)
    if parts is None:
        if SERIAL.match(word):
            days = int(float(word))
            return ((EPOCH_1904 if is_1904 else EPOCH) + dt.timedelta(days=days)).isoformat(), None
        return None, Issue("day_missing" if WITHOUT_DAY.match(word) else "not_a_date")
    try:
        return dt.date(*parts).isoformat(), None
    except ValueError:
        return None, Issue("not_a_date")


def first_of_month(text: str) -> str:
    """The first day of a month that has no day, to be confirmed by somebody; empty where no month is said."""
    word = text.strip().lower()
    if found := MONTH_IN_WORDS.match(word):
        year, month = _year(found[2]), MONTHS.get(found[1], 0)
    elif found := MONTH_LAST.match(word):
        year, month = int(found[1]), int(found[2])
    elif found := MONTH_FIRST.match(word):
        year, month = int(found[2]), int(found[1])
    else:
        return ""
    return f"{year:04}-{month:02}-01" if 1 <= month <= 12 and year > 0 else ""


def has_short_year(text: str) -> bool:
    """Whether a date gives its year in two digits, so that the century was chosen by us."""
    word = text.strip().lower()
    found = NUMBERS.match(word) or WORDS.match(word)
    return bool(found) and len(found[3]) == 2


def _parts(word: str, order: str) -> tuple[int, int, int] | None:
    if found := ISO.match(word):
        return int(found[1]), int(found[2]), int(found[3])
    if COMPACT.match(word):
        return int(word[:4]), int(word[4:6]), int(word[6:])
    if found := NUMBERS.match(word):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if order == DMY else (second, first)
        return _year(found[3]), month, day
    if (found := WORDS.match(word)) and found[2] in MONTHS:
        return _year(found[3]), MONTHS[found[2]], int(found[1])
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < PIVOT else 1900 + year
