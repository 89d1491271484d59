"""What became of people on programmes: how many took part, finished, withdrew, and led later."""

from collections.abc import Iterable
from datetime import date

from pathways.models import Participation, Programme
from tracking.models import Tenure

from .tables import Axis, Table

SCOPE = "places"
EVERYONE = "Took part"
State = Participation.State
ABOUT = (
    "Counted: places on programmes that had begun by the end of the day named above. Appointed later means a first "
    "leadership post on record after the programme began. That is no proof that the programme was the cause."
)
OUTCOMES = Axis(
    "outcome",
    (("finished", "Finished"), ("withdrew", "Withdrew"), ("appointed", "Appointed later")),
    is_whole=False,
)


def table() -> Table:
    programmes = Axis("programme", tuple(Programme.objects.order_by("name").values_list("code", "name")))
    return Table(
        "programme-outcomes", "What became of people on programmes", SCOPE, programmes, OUTCOMES, EVERYONE, ABOUT
    )


def places(as_at: date) -> Iterable[dict[str, list[str]]]:
    """Every place on a programme with its outcomes. What was only applied for, or taken back, is no place."""
    held = Tenure.objects.known_on(as_at).filter(started_on__lte=as_at, clinician__isnull=False)
    appointed: dict[int, list[date]] = {}
    for person, day in held.values_list("clinician", "started_on"):
        appointed.setdefault(person, []).append(day)
    rows = (
        Participation.objects.exclude(state__in=[State.APPLIED, State.REMOVED])
        .exclude(clinician__state="MERGED")
        .filter(started_on__lte=as_at, disputed_at__isnull=True)
    )
    for programme, person, state, start, end in rows.values_list(
        "programme__code", "clinician", "state", "started_on", "ended_on"
    ):
        over = end is not None and end <= as_at
        yield {
            SCOPE: [],
            "programme": [programme],
            "outcome": [
                *(["finished"] if over and state in (State.COMPLETED, State.AWARDED) else []),
                *(["withdrew"] if over and state == State.WITHDRAWN else []),
                *(["appointed"] if start and any(day > start for day in appointed.get(person, [])) else []),
            ],
        }
