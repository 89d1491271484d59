"""Since when somebody is interested in leading, and each change since."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import Aspiration, Clinician, Interest
from talent_register.common.sections import Aside, AsideLine

from . import lines


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
    items = sorted([*items, *_wishes(clinician)], key=lambda item: item["at"])
    if (first := first_on(clinician)) is not None:
        items.insert(0, {"title": _("First said that you are interested in leadership"), "at": first})
    return items[::-1]


def _wishes(clinician: Clinician) -> list[dict[str, Any]]:
    """What the person would like, each time it became different."""
    items, before = [], Aspiration()
    for wish in Aspiration.objects.filter(clinician=clinician).order_by("from_date", "pk"):
        pairs = zip(lines.said("aspirations", before), lines.said("aspirations", wish), strict=True)
        if told := _pairs((now.key, then.value, now.value) for then, now in pairs):
            items.append({"title": _("Changed what you would like"), "at": wish.from_date, "text": " ".join(told)})
        before = wish
    return items


def first_on(clinician: Clinician) -> date | None:
    """The day of the first interest. It stays, whatever is said later."""
    return clinician.first_interest_on


def _difference(before: Interest, now: Interest) -> list[str]:
    pairs = (
        (_("Stage"), before.get_stage_display(), now.get_stage_display()),
        (_("What next"), before.get_next_step_display(), now.get_next_step_display()),
    )
    return _pairs(pairs)


def _pairs(pairs: Iterable[tuple[str, str, str]]) -> list[str]:
    """What became different, in words; what was not said before has no former words."""
    changed = [tuple(", ".join(f"{one}".splitlines()) for one in pair) for pair in pairs if pair[1] != pair[2]]
    words, nothing = _("%(what)s: from “%(before)s” to “%(now)s”."), _("nothing")
    return [
        words % {"what": what, "before": was, "now": became or nothing} if was else f"{what}: “{became}”."
        for what, was, became in changed
    ]


def aside(clinician: Clinician) -> Aside:
    """What the page of aspirations says of it."""
    first = first_on(clinician)
    lines = [AsideLine(date_format(first))] if first else []
    page = reverse("own-interest")
    return Aside(_("First interested"), lines, _("You have not told us yet."), page, _("See what changed"))
