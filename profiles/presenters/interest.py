"""Since when somebody is interested in leading, and each change since."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import Clinician, Interest
from talent_register.common.sections import Aside, AsideLine


def changes(clinician: Clinician) -> list[dict[str, Any]]:
    """Items of a timeline, newest first: what was said first, and then only what became different."""
    items: list[dict[str, Any]] = []
    before: Interest | None = None
    for interest in clinician.interests.order_by("at", "pk"):
        if before is None:
            words = f"{interest.get_stage_display()}. {interest.get_next_step_display()}."
            items.append({"title": _("Said where you are in leadership"), "at": interest.from_date, "text": words})
        elif said := _difference(before, interest):
            items.append({"title": _("Changed your answer"), "at": interest.from_date, "text": " ".join(said)})
        before = interest
    if (first := first_on(clinician)) is not None:
        items.insert(0, {"title": _("First said that you are interested in leadership"), "at": first})
    return items[::-1]


def first_on(clinician: Clinician) -> date | None:
    """The day of the first interest. It stays, whatever is said later."""
    return clinician.first_interest_on


def _difference(before: Interest, now: Interest) -> list[str]:
    pairs = (
        (_("Stage"), before.get_stage_display(), now.get_stage_display()),
        (_("What next"), before.get_next_step_display(), now.get_next_step_display()),
    )
    words = _("%(what)s: from “%(before)s” to “%(now)s”.")
    return [words % {"what": what, "before": was, "now": became} for what, was, became in pairs if was != became]


def aside(clinician: Clinician) -> Aside:
    """What the page of aspirations says of it."""
    first = first_on(clinician)
    lines = [AsideLine(date_format(first))] if first else []
    page = reverse("own-interest")
    return Aside(_("First interested"), lines, _("You have not told us yet."), page, _("See what changed"))
