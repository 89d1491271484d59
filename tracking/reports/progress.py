"""How people move on: how many reach each stage, by one characteristic at a time, and how long they wait."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.conf import settings
from django.db.models import Min, Q, QuerySet

from pathways.models import Participation
from profiles.models import Clinician, ClinicianState
from profiles.models.equality import EqualityQuestion
from talent_register.common.disclosure import published, published_share
from talent_register.common.steady import is_base
from talent_register.organisations.models import Region
from tracking.choices import ProfessionFamily
from tracking.models import CohortMember, Nomination, TalentDiscussion, Tenure
from tracking.rules import survival
from tracking.rules.reports import months_between

from . import fairness, flow, programmes
from .tables import Axis, Counted, Table, cell_name

SCOPE = "people"
EVERYONE = "Everybody"
REGISTERED = "Registered"
NOT_KNOWN = "not_known"
ABOUT = (
    "Counted: people on the register at the end of the day named above, and how many of them had ever reached each "
    "stage by then. One characteristic is shown at a time, and no two are ever combined."
)
WAITS = (
    "Months from registering to each stage. People who are still waiting count as waiting until the day named above "
    "(the estimate of Kaplan and Meier), so that slow stages are not made to look fast. Shares are rounded to 5%. "
    "Nothing is shown for groups of fewer than 20 people, nor for stages whose number of people is hidden."
)
# The first year is told by these: by every characteristic the check of an edition would take far longer.
WAITS_BY = ("profession", "region", EqualityQuestion.SEX, EqualityQuestion.ETHNICITY, EqualityQuestion.DISABILITY)
Dates = dict[int, date]  # person → the day they first reached a stage
Values = dict[str, list[str]]  # axis → the values somebody has


@dataclass(frozen=True)
class Stage:
    """A step on the way. `reached` gives the day each person first stood on it, up to a day."""

    code: str
    words: str
    reached: Callable[[date], Dates]


def _first(rows: QuerySet, day: str) -> Dates:
    return dict(rows.order_by().values_list("clinician").annotate(first=Min(day)).values_list("clinician", "first"))


def _in_cohort(as_at: date) -> Dates:
    return _first(CohortMember.objects.filter(from_date__lte=as_at), "from_date")


def _appointed(as_at: date) -> Dates:
    held = Tenure.objects.known_on(as_at).filter(started_on__lte=as_at, clinician__isnull=False)
    return _first(held, "started_on")


def _on_programme(as_at: date) -> Dates:
    """From the day a programme began. To have applied is not to be on it."""
    no_place = [Participation.State.APPLIED, Participation.State.REMOVED]
    return _first(Participation.objects.filter(started_on__lte=as_at).exclude(state__in=no_place), "started_on")


def _nominated(as_at: date) -> Dates:
    """From the first nomination that was not taken back by then."""
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=as_at)
    return _first(Nomination.objects.filter(standing, at__date__lte=as_at), "at__date")


def _discussed(as_at: date) -> Dates:
    return _first(TalentDiscussion.objects.filter(held_on__lte=as_at), "held_on")


STAGES = (
    Stage("cohort", "In a cohort", _in_cohort),
    Stage("discussed", "Had a talent discussion", _discussed),
    Stage("nominated", "Nominated", _nominated),
    Stage("programme", "On a programme", _on_programme),
    Stage("appointed", "Appointed to a leadership post", _appointed),
)


@dataclass(frozen=True)
class Person:
    key: int
    registered: date
    values: dict[str, list[str]]


def _people(as_at: date) -> list[Person]:
    """Everybody who had registered by the day and is still on the register."""
    rows = Clinician.objects.filter(
        state__in=[ClinicianState.REGISTERED, ClinicianState.PAUSED], registered_at__date__lte=as_at
    ).values_list("pk", "registered_at__date", "profession__family", "region__code")
    return [
        Person(pk, day, {"profession": [family or NOT_KNOWN], "region": [region or NOT_KNOWN]})
        for pk, day, family, region in rows
    ]


def counted(as_at: date) -> Counted:
    """Stage by characteristic, one characteristic a table."""
    reached = {stage.code: stage.reached(as_at) for stage in STAGES}
    stages = Axis("stage", tuple((stage.code, stage.words) for stage in STAGES), is_whole=False)
    axes = [(_professions(), "Progress by profession", ABOUT), (_regions(), "Progress by region", ABOUT)]
    axes += [(fairness.axis(question), title, fairness.ABOUT) for question, title in fairness.TITLES.items()]
    tables = [
        Table(f"progress-by-{axis.name}", title, SCOPE, axis, stages, REGISTERED, method)
        for axis, title, method in axes
    ]
    years = [flow.by(axis, title, REGISTERED) for axis, title, _method in axes if axis.name in WAITS_BY]
    moves = flow.tables(stages.values)
    told = {str(question): fairness.values(question) for question in fairness.TITLES}
    everybody = (_said(person, reached, told, as_at) for person in _people(as_at))
    return Counted.of([*tables, programmes.table(), *moves, *years], chain(everybody, programmes.places(as_at)))


def _said(person: Person, reached: Mapping[str, Dates], told: Mapping[str, dict[int, str]], as_at: date) -> Values:
    """Somebody by every axis: who and where they are, what they told us, how far they came and when."""
    days = {code: dates[person.key] for code, dates in reached.items() if person.key in dates}
    answers = {question: [answers.get(person.key, fairness.NOT_ANSWERED)] for question, answers in told.items()}
    moved = flow.values(person.registered, days, list(reached), as_at)
    return {SCOPE: [], **person.values, **answers, "stage": list(days), **moved}


def _professions() -> Axis:
    families = tuple((family.value, str(family.label)) for family in ProfessionFamily)
    return Axis("profession", (*families, (NOT_KNOWN, "Not known")))


def _regions() -> Axis:
    regions = Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION]).order_by("kind", "name")
    return Axis("region", (*regions.values_list("code", "name"), (NOT_KNOWN, "Not known")))


COLUMNS = (
    ("median", "Half within (months)"),
    ("6", "Within 6 months"),
    ("12", "Within 12 months"),
    ("24", "Within 24 months"),
)


def waiting(as_at: date, shown: Mapping[str, int | None]) -> dict:
    """How long people wait for each stage after registering. Who was there before they registered never waited.

    No numbers of people: beside the tables of stages they would say how many never waited, who are few. A row stands
    only beside figures of the same edition that are `shown`.
    """
    registered = {person.key: person.registered for person in _people(as_at)}
    rows, figures = [], []
    for stage in STAGES:
        dates = stage.reached(as_at)
        rows.append((stage.code, f"{REGISTERED} to {stage.words[0].lower()}{stage.words[1:]}"))
        waited = [(day, dates.get(key)) for key, day in registered.items() if dates.get(key, day) >= day]
        waits = [_wait(start, end, as_at) for start, end in waited]
        figures.append(_waits(waits) if may_tell(stage.code, shown) else [None] * len(COLUMNS))
    return {"rows": rows, "columns": COLUMNS, "figures": figures}


def may_tell(stage: str, shown: Mapping[str, int | None]) -> bool:
    """Whether a row of waits says nothing of numbers that the figures of the edition do not say by themselves."""
    return is_base(shown.get(SCOPE)) and shown.get(cell_name(SCOPE, stage=stage)) is not None


def _wait(start: date, end: date | None, as_at: date) -> survival.Wait:
    return (months_between(start, end), True) if end is not None else (months_between(start, as_at), False)


def _waits(waits: list[survival.Wait]) -> list:
    """One row: hidden as a whole when the people or those who got there are few."""
    threshold = settings.SUPPRESSION_THRESHOLD
    people, ended = len(waits), sum(1 for _months, is_over in waits if is_over)
    if published_share(ended, people, threshold) is None or not published(ended, threshold):
        return [None, None, None, None]
    steps = survival.reached(waits)
    shares = [f"{5 * round(20 * survival.share_by(steps, months))}%" for months in (6, 12, 24)]
    return [survival.median(steps) or "not yet", *shares]
