"""Which years of bank holidays have to be known, and which are missing."""

from collections.abc import Iterable
from datetime import date

NEXT_YEAR_FROM_MONTH = 9
FEWEST = 8  # no nation has fewer in a year: what is half typed in counts as missing


def years_needed(today: date) -> list[int]:
    """This year, and from September on the next."""
    return [today.year, today.year + 1] if today.month >= NEXT_YEAR_FROM_MONTH else [today.year]


def missing(known: Iterable[tuple[str, date]], nations: Iterable[str], today: date) -> list[tuple[str, int]]:
    """Nations and years of which fewer than 8 days are known."""
    counts: dict[tuple[str, int], int] = {}
    for nation, day in known:
        counts[nation, day.year] = counts.get((nation, day.year), 0) + 1
    wanted = [(nation, year) for year in years_needed(today) for nation in nations]
    return [one for one in wanted if counts.get(one, 0) < FEWEST]
