"""How people came to leadership posts, for the public pages of roles: from the newest frozen table, never counted."""

from django.urls import reverse

from pathways.rules.taken import Edition
from tracking.models import ReportSnapshot
from tracking.rules.reports import IMPOSSIBLE

from .figures import translated

CODE = "leaders-by-route"


def edition() -> Edition | None:
    """The newest published table of ways in, by role. Its totals are left out: of a role and of all roles."""
    leaders = ReportSnapshot.objects.published().filter(family=ReportSnapshot.Family.LEADERS, code=CODE)
    newest = leaders.order_by("-as_at").first()
    if newest is None:
        return None
    table = newest.table
    figures = zip(table["rows"][1:], table["figures"][1:], strict=True)
    return Edition(
        newest.as_at,
        reverse("statistic", args=[CODE]),
        tuple(str(translated(words)) for _key, words in table["columns"][1:]),
        {key: tuple(None if value == IMPOSSIBLE else value for value in row[1:]) for (key, _words), row in figures},
    )
