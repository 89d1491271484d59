"""The days of a person's calendar feed: their own here, those of the storeys above by settings.CALENDAR_ENTRIES."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.common.ical import Entry, calendar


def review_entries(clinician: Clinician) -> list[Entry]:
    """The day of the next yearly review."""
    due = clinician.review_due_on
    return [Entry(f"review-{clinician.reference}", due, _("Yearly leadership review"))] if due else []


def entries(clinician: Clinician) -> Iterator[Entry]:
    for name in settings.CALENDAR_ENTRIES:
        yield from import_string(name)(clinician)


def feed(clinician: Clinician, *, hides_titles: bool, at: datetime, host: str) -> str:
    """The whole feed. With hidden titles every entry says the same."""
    hidden = _("Leadership: see your page") if hides_titles else ""
    found = sorted(entries(clinician), key=lambda entry: (entry.day, entry.uid))
    return calendar(found, at=at, host=host, hidden=hidden, name=settings.SERVICE_NAME)
