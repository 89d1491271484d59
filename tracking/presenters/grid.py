"""A cohort on its grid: a table of cells with counts and first names, the list beside it, and who is not placed.

The database counts and picks: a cohort may hold fifty thousand, of whom one page shows some dozens.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _

from profiles.models import Clinician
from tracking.choices import NOT_YET_DISCUSSED
from tracking.models import Cohort, CohortMember, Grid, TalentDiscussion

from .discussions import readiness

NAMES = 5
ORDER = ("family_key", "given_key", "id")
NOWHERE = "none"  # the cell of those who are not placed


@dataclass(frozen=True)
class Someone:
    """One person of the cohort and where they are."""

    name: str
    reference: str
    place: str
    words: str
    readiness: str
    is_known: bool


@dataclass(frozen=True)
class Cell:
    """One cell: how many are in it, and the first of them."""

    place: str
    words: str
    support: str
    count: int
    named: list[Someone]

    @property
    def more(self) -> int:
        return self.count - len(self.named)


@dataclass(frozen=True)
class Line:
    """One row of the table: a step of the axis that goes down."""

    name: str
    hint: str
    cells: list[Cell]


@dataclass(frozen=True)
class Picture:
    """`count` people in all, `not_placed` of them in no cell."""

    grid: Grid
    lines: list[Line]
    count: int
    not_placed: int

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every cell with its words, for the boxes that place somebody."""
        return [("", _("Not placed")), *((place, self.grid.words(place)) for place in self.grid.places())]

    @property
    def all_in_one(self) -> str:
        """The cell in which everybody is, when there are enough to wonder at that."""
        full = [cell for cell in self._cells if cell.count]
        return full[0].words if len(full) == 1 and full[0].count > NAMES else ""

    @property
    def named(self) -> list[Someone]:
        """Everybody whose name stands in a cell."""
        return [one for cell in self._cells for one in cell.named]

    @property
    def _cells(self) -> list[Cell]:
        return [cell for line in self.lines for cell in line.cells]


class People:
    """The members of a cohort whom the user may see, each with the newest place that the user may see."""

    def __init__(self, cohort: Cohort, user: Any, grid: Grid) -> None:
        self.grid = grid
        places = CohortMember.objects.visible_to(user).now().filter(cohort=cohort)
        seen = TalentDiscussion.objects.visible_to(user).of_others(user).filter(grid=grid, clinician=OuterRef("pk"))
        newest = seen.order_by("-held_on", "-id")
        self.members: QuerySet = Clinician.objects.filter(pk__in=places.values("clinician")).annotate(
            place_now=Coalesce(Subquery(newest.values("place")[:1]), Value("")),
            readiness_now=Subquery(newest.values("readiness")[:1]),
        )

    def picture(self, *, with_names: bool) -> Picture:
        counted = self.members.order_by().values("place_now").annotate(people=Count("pk"))
        counts = {row["place_now"]: row["people"] for row in counted}
        named = self._named() if with_names else []
        lines = [
            Line(
                down.name,
                down.hint,
                [self._cell(f"{down.code}/{across.code}", counts, named) for across in self.grid.across_steps()],
            )
            for down in reversed(self.grid.down_steps())
        ]
        return Picture(self.grid, lines, sum(counts.values()), counts.get("", 0))

    def listed(self, cell: str) -> QuerySet:
        """Those of one cell, in order of their names; of none, everybody."""
        people = self.members.order_by(*ORDER)
        return people.filter(place_now="" if cell == NOWHERE else cell) if cell else people

    def each(self, people: Any) -> list[Someone]:
        return [_someone(person, self.grid) for person in people]

    def _named(self) -> list[Someone]:
        """The first of each cell."""
        nth = Window(RowNumber(), partition_by=F("place_now"), order_by=ORDER)
        return self.each(self.members.exclude(place_now="").annotate(nth=nth).filter(nth__lte=NAMES).order_by(*ORDER))

    def _cell(self, place: str, counts: dict[str, int], named: list[Someone]) -> Cell:
        first = [one for one in named if one.place == place]
        return Cell(place, self.grid.words(place), self.grid.cells.get(place, ""), counts.get(place, 0), first)


def _someone(person: Any, grid: Grid) -> Someone:
    return Someone(
        name=person.full_name,
        reference=person.reference,
        place=person.place_now,
        words=grid.words(person.place_now) or _("Not placed"),
        readiness=readiness(person.readiness_now) if person.readiness_now else str(NOT_YET_DISCUSSED),
        is_known=person.readiness_now is not None,
    )
