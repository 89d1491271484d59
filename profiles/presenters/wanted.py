"""What support somebody asked for since when, and who answered."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import Clinician, SupportWanted
from talent_register.common.sections import Aside, AsideLine

from . import lines, visibility


def changes(clinician: Clinician) -> list[dict[str, Any]]:
    """Items of a timeline, newest first: each time the wish became different, and each answer since the first one."""
    wishes = _wishes(clinician)
    answers = [{"title": what, "at": day, "by": who} for day, who, what in _answers(clinician, wishes)]
    return sorted([*answers, *reversed(wishes)], key=lambda item: item["at"], reverse=True)


def _wishes(clinician: Clinician) -> list[dict[str, Any]]:
    """Oldest first."""
    items: list[dict[str, Any]] = []
    before: list[str] = []
    for row in SupportWanted.objects.filter(clinician=clinician).order_by("from_date", "pk"):
        said = [", ".join(line.value.splitlines()) for line in lines.said("support", row) if line.value]
        if said != before:
            title = _("Changed what would help you") if items else _("Said what would help you")
            words = ". ".join(said)
            items.append({"title": title, "at": row.from_date, "text": words or _("Nothing at the moment.")})
        before = said
    return items


def _answers(clinician: Clinician, wishes: list[dict[str, Any]]) -> list[tuple[date, str, str]]:
    """Newest first."""
    if not wishes:
        return []
    return [contact for contact in visibility.ledger(clinician).contacts if contact[0] >= wishes[0]["at"]]


def aside(clinician: Clinician) -> Aside:
    """What the page of support says of it."""
    wishes = _wishes(clinician)
    answers = _answers(clinician, wishes)
    told = [AsideLine(f"{date_format(day)}: {what}, {who}") for day, who, what in answers[:1]]
    words = _("No programme team has answered yet.") if wishes else _("You have not told us what would help you.")
    return Aside(
        _("Last answer from a programme team"),
        told,
        words,
        reverse("own-support-wanted"),
        _("See what you asked for and who answered"),
    )
