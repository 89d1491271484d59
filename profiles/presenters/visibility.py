"""Who has opened somebody's profile, as the person reads it."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.audit.models import View

MOST_DAYS = 200
# Pages that show many people at once: to stand in a list is not the same as to be opened.
LISTS = {"people search", "cohort", "adding to a cohort", "leadership posts", "pipeline", "slate"}
LISTS |= {"talent grid", "trainees"}
EXPORT = "export"  # taken along in a file; the reason stands as its purpose


def looks(references: list[str]) -> list[dict]:
    """One line a team, day and kind of look: {by, on, is_opened, times, purposes}, newest day first."""
    views = sorted(View.objects.of_people(references).order_by("-at")[:1000], key=_line_of, reverse=True)
    lines = []
    for (day, by, is_opened, is_exported), group in groupby(views, key=_line_of):
        found = list(group)
        lines.append(
            {
                "by": by or _("The register"),
                "role": found[0].role,
                "on": day,
                "is_opened": is_opened,
                "is_exported": is_exported,
                "times": len(found),
                "purposes": sorted({view.purpose for view in found if view.purpose}),
            }
        )
    return lines[:MOST_DAYS]


def _line_of(view: View) -> tuple:
    return (
        timezone.localdate(view.at),
        view.organisation or view.actor_name,
        view.page not in LISTS,
        view.page == EXPORT,
    )
