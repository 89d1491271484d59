"""A plan as an iCalendar file (RFC 5545): all-day events, 7 days' notice, nothing personal but the action's words."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from profiles.models import Clinician

LONGEST = 75  # octets a line; longer ones are folded
CRLF = "\r\n"


def calendar_of(clinician: Clinician, *, at: datetime, host: str, hides_titles: bool = False) -> str:
    """Every open action that has a day."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Leadership register//Plan//EN", "CALSCALE:GREGORIAN"]
    for action in clinician.plan_actions.open().by_date().exclude(due_on=None):
        title = _("Leadership plan action") if hides_titles else action.words
        lines += [
            "BEGIN:VEVENT",
            f"UID:action-{action.uuid}@{host.split(':')[0]}",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{action.sequence}",
            f"DTSTART;VALUE=DATE:{action.due_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{action.due_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(title)}",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escaped(title)}",
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
