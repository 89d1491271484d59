"""Since when a law holds, in words."""

from datetime import date

from django.utils.translation import gettext as _

from pathways.models import StatutoryNote
from pathways.rules.laws import Force, force_of
from talent_register.common.templatetags.components import when

COLOURS = {Force.SINCE: "green", Force.COMES: "blue", Force.NO_DATE: "grey", Force.ENDED: "grey"}


def force_words(note: StatutoryNote, today: date) -> dict[str, str]:
    """The words and the colour of a tag, and what is expected while no day is known."""
    force = force_of(valid_from=note.valid_from, valid_to=note.valid_to, today=today)
    words = {
        Force.SINCE: lambda: _("In force since %(day)s") % {"day": when(note.valid_from)},
        Force.COMES: lambda: _("Comes in on %(day)s") % {"day": when(note.valid_from)},
        Force.NO_DATE: lambda: _("No date yet"),
        Force.ENDED: lambda: _("Ended on %(day)s") % {"day": when(note.valid_to)},
    }
    expected = note.expected if force is Force.NO_DATE else ""
    return {"words": words[force](), "colour": COLOURS[force], "expected": expected}
