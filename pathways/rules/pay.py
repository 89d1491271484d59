"""Which pay scheme the words of a role mean, and the range it comes to. Pure; no figure is ever guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BANDS = ("5", "6", "7", "8a", "8b", "8c", "8d", "9")
BAND = re.compile(r"band (\d[a-d]?)(?: to (\d[a-d]?))?", re.IGNORECASE)


@dataclass(frozen=True)
class Scale:
    """A scheme, and the bands of it; no bands means all of it."""

    scheme: str
    bands: tuple[str, ...] = ()

    def holds(self, scheme: str, point: str) -> bool:
        return scheme == self.scheme and (not self.bands or any(_is_in(point, band) for band in self.bands))


def _is_in(point: str, band: str) -> bool:
    return point in (band, f"{band}m", f"{band}top")


def scales_in(words: str) -> list[Scale]:
    """The scales that the words of a role name. "or" means each of them; other words mean none that we know."""
    found = []
    if "agenda for change" in words.lower() and (match := BAND.search(words)):
        low, high = match[1].lower(), (match[2] or match[1]).lower()
        if low in BANDS and high in BANDS:
            found.append(Scale("agenda_for_change", BANDS[BANDS.index(low) : BANDS.index(high) + 1]))
    if "consultant" in words.lower():
        found.append(Scale("consultant_2003_contract"))
    if "very senior manager" in words.lower():
        found.append(Scale("vsm"))
    return found


def pay_year(day: date) -> str:
    """The pay year of a day, April to March, as 2025/26."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}/{(start + 1) % 100:02}"


def range_of(amounts: Iterable[int | None]) -> tuple[int, int] | None:
    """Lowest and highest of the known figures; nothing when none is known."""
    known = [amount for amount in amounts if amount is not None]
    return (min(known), max(known)) if known else None


def newest_shared(left: set[str], right: set[str]) -> str:
    """The newest year that both sides have figures for; else the newest of either, else nothing."""
    return max(left & right or left | right, default="")
