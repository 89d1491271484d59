"""The grids on offer."""

from django.http import Http404
from django.utils.translation import gettext as _

from tracking.models import Grid


def offered() -> list[Grid]:
    return list(Grid.objects.offered())


def chosen(slug: str) -> Grid:
    """The grid asked for, if it is on offer; else the default."""
    found = offered()
    if not found:
        raise Http404(_("No grid is on offer."))
    return next((grid for grid in found if grid.slug == slug), found[0])
