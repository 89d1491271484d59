"""Writing iCalendar (RFC 5545): all-day events with 7 days' notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75  # octets a line; longer ones are folded
CRLF = "\r\n"


@dataclass(frozen=True)
class Entry:
    """One day to remember. `uid` never changes for the same thing; `sequence` grows when its day or words change."""

    uid: str
    day: date
    words: str
    sequence: int = 0


def calendar(entries: Iterable[Entry], *, at: datetime, host: str, hidden: str = "", name: str = "") -> str:
    """A calendar file. `hidden` stands in place of every entry's words where somebody else may look on."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Leadership register//Plan//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escaped(name)}"] if name else []
    for entry in entries:
        words = escaped(hidden or entry.words)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}@{host.split(':')[0]}",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{entry.sequence}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{words}",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{words}",
            "TRIGGER:-P7D",
            "END:VALARM",
            "END:VEVENT",
        ]
    return CRLF.join(folded(line) for line in [*lines, "END:VCALENDAR"]) + CRLF


def escaped(text: str) -> str:
    """Backslashes, commas, semicolons and line ends as the format wants them."""
    for raw, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(raw, safe)
    return text


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never cut inside a letter."""
    pieces, piece = [], ""
    for letter in line:
        room = LONGEST if not pieces else LONGEST - 1
        if len((piece + letter).encode()) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return f"{CRLF} ".join([*pieces, piece])
