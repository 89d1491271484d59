"""A cohort on its grid: a table of cells with counts and names, the list beside it, and who is not placed."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from profiles.models import Clinician
from tracking.choices import NOT_YET_DISCUSSED
from tracking.models import Cohort, CohortMember, Grid, TalentDiscussion

from .discussions import readiness

NAMES = 5


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
    place: str
    words: str
    support: str
    people: list[Someone]

    @property
    def named(self) -> list[Someone]:
        return self.people[:NAMES]

    @property
    def more(self) -> int:
        return max(0, len(self.people) - NAMES)


@dataclass(frozen=True)
class Line:
    """One row of the table: a step of the axis that goes down."""

    name: str
    hint: str
    cells: list[Cell]


@dataclass(frozen=True)
class Picture:
    grid: Grid
    lines: list[Line]
    people: list[Someone]
    not_placed: list[Someone]
    references: list[str]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every cell with its words, for the boxes that place somebody."""
        return [("", _("Not placed")), *((place, self.grid.words(place)) for place in self.grid.places())]

    @property
    def all_in_one(self) -> str:
        """The cell in which everybody is, when there are enough to wonder at that."""
        full = [cell for line in self.lines for cell in line.cells if cell.people]
        return full[0].words if len(full) == 1 and len(full[0].people) > NAMES else ""


def picture(cohort: Cohort, user: Any, grid: Grid) -> Picture:
    """Where everybody is whom the user may see, from the newest discussion of each that they may see."""
    places = CohortMember.objects.visible_to(user).now().filter(cohort=cohort)
    members = list(Clinician.objects.filter(pk__in=places.values("clinician")))
    seen = TalentDiscussion.objects.visible_to(user).of_others(user).filter(grid=grid, clinician__in=members)
    newest = {one.clinician_id: one for one in seen.newest_each()}
    people = [_someone(person, newest.get(person.pk), grid) for person in members]
    lines = [
        Line(
            down.name,
            down.hint,
            [_cell(f"{down.code}/{across.code}", grid, people) for across in grid.across_steps()],
        )
        for down in reversed(grid.down_steps())
    ]
    not_placed = [one for one in people if not one.place]
    return Picture(grid, lines, people, not_placed, [person.reference for person in members])


def _someone(person: Clinician, newest: TalentDiscussion | None, grid: Grid) -> Someone:
    place = newest.place if newest else ""
    return Someone(
        name=person.full_name,
        reference=person.reference,
        place=place,
        words=grid.words(place) or _("Not placed"),
        readiness=readiness(newest.readiness) if newest else str(NOT_YET_DISCUSSED),
        is_known=newest is not None,
    )


def _cell(place: str, grid: Grid, people: list[Someone]) -> Cell:
    return Cell(place, grid.words(place), grid.cells.get(place, ""), [one for one in people if one.place == place])


def listed(shown: Picture, cell: str) -> list[Someone]:
    """The list beside the table. `cell` picks one cell, or "none" for those without a place."""
    if cell == "none":
        return shown.not_placed
    return [one for one in shown.people if one.place == cell] if cell else shown.people
