"""Who has opened somebody's profile, as the person reads it."""

from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.audit.models import View

MOST_DAYS = 200


def looks(reference: str) -> list[dict]:
    """One line a team and day: {by, on, pages, purposes}, newest first."""
    views = View.objects.of_person(reference).order_by("-at")[:1000]
    lines = []
    for (day, by), group in groupby(views, key=lambda v: (timezone.localdate(v.at), v.organisation or v.actor_name)):
        found = list(group)
        lines.append(
            {
                "by": by or _("The register"),
                "role": found[0].role,
                "on": day,
                "times": len(found),
                "purposes": sorted({view.purpose for view in found if view.purpose}),
            }
        )
    return lines[:MOST_DAYS]
