"""How soon the programme gets in touch after somebody registers: what was promised, measured. Days, not months."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings

from profiles.models import Clinician, ClinicianState
from talent_register.common.disclosure import published, published_share
from talent_register.common.steady import is_base
from talent_register.organisations.models import Region
from tracking.models import FirstContact
from tracking.rules import survival
from tracking.rules.reports import RESPONSE

from .progress import SCOPE
from .tables import TOTAL, cell_name

CODE = RESPONSE
TITLE = "Days until the programme first gets in touch"
EVERYBODY = "Everybody"
COLUMNS = (("median", "Half within (days)"), ("standard", "Within the response standard"))


METHOD = (
    "The programme promises a first answer within a number of days after somebody registers: the response standard. "
    "People who are still waiting count as waiting until the day named above (the estimate of Kaplan and Meier). "
    "Shares are rounded to 5%. Nothing is shown for groups of fewer than 20 people, nor where their number is hidden."
)


def table(as_at: date, shown: Mapping[str, int | None]) -> dict:
    """All people, then region by region. No numbers of people: those stand in the tables of stages.

    The standard of that day is frozen with them, so that an edition says against what it was measured. A row stands
    only where the same edition has a figure of those people that is `shown` and large enough by itself.
    """
    waits: dict[str, list[survival.Wait]] = {}
    for region, wait in _waits(as_at):
        waits.setdefault(EVERYBODY, []).append(wait)
        waits.setdefault(region, []).append(wait)
    kinds = [Region.Kind.NHS_REGION, Region.Kind.NATION]
    regions = Region.objects.filter(kind__in=kinds).order_by("kind", "name").values_list("code", "name")
    rows = [(EVERYBODY, EVERYBODY), *regions]
    figures = [row(waits.get(key, [])) if may_tell(key, shown) else [None, None] for key, _words in rows]
    return {"rows": rows, "columns": COLUMNS, "figures": figures, "standard": settings.RESPONSE_DAYS}


def may_tell(region: str, shown: Mapping[str, int | None]) -> bool:
    """Whether a row of waits says nothing of numbers that the figures of the edition do not say by themselves."""
    return is_base(shown.get(cell_name(SCOPE, region=TOTAL if region == EVERYBODY else region)))


def _waits(as_at: date) -> list[tuple[str, survival.Wait]]:
    """Region and wait of everybody who had registered. Contact before that day is no wait, and counts as none."""
    contacts = dict(FirstContact.objects.filter(on__lte=as_at).values_list("clinician", "on"))
    people = Clinician.objects.filter(
        state__in=[ClinicianState.REGISTERED, ClinicianState.PAUSED], registered_at__date__lte=as_at
    ).values_list("pk", "registered_at__date", "region__code")
    return [(region or "", _wait(start, contacts.get(key), as_at)) for key, start, region in people]


def _wait(start: date, contact: date | None, as_at: date) -> survival.Wait:
    return max(((contact or as_at) - start).days, 0), contact is not None


def row(waits: Sequence[survival.Wait]) -> list:
    """One group: hidden as a whole when the people or those who heard are few."""
    threshold = settings.SUPPRESSION_THRESHOLD
    people, ended = len(waits), sum(1 for _days, is_over in waits if is_over)
    if published_share(ended, people, threshold) is None or not published(ended, threshold):
        return [None, None]
    steps = survival.reached(waits)
    share = f"{5 * round(20 * survival.share_by(steps, settings.RESPONSE_DAYS))}%"
    return ["not yet" if (half := survival.median(steps)) is None else half, share]
