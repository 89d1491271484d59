"""Twelve editions of every published table, a joiner and a leaver at most in between: nobody is given away."""

from datetime import date, timedelta
from random import Random

import pytest

from talent_register.common.steady import Edition, Sum, protected, shift_of
from tests.factories.organisations import RegionFactory
from tests.factories.pathways import ProgrammeFactory
from tests.factories.tracking import RoleFactory
from tests.tracking.reports.attack import Attack
from tracking.models import ReportSnapshot
from tracking.reports import editions as making
from tracking.reports import flow, progress, response
from tracking.reports.tables import Counted, Table

ENOUGH, EDITIONS, TODAY = 5, 12, date(2026, 9, 30)


@pytest.fixture
def small_house():
    """Little reference data, so that tables have few rows and programmes stay small; their axes are the real ones."""
    RegionFactory(code="south_west", name="South West")
    for code, families in (("chief_nurse", ["nursing"]), ("chief_executive", [])):
        RoleFactory(code=code, title=code, slug=code, tier=9, families=families)
    ProgrammeFactory(code="fellows", name="Fellows")


def anybody(random, days, family, every):
    """Somebody in each scope of a family, with values of all its axes: one of a whole, any number of the others."""
    tables = without_moves(every)
    person: dict[str, list[str]] = {table.scope: [] for table in tables}
    closed = {(table.rows.name, table.columns.name): table.impossible for table in tables}
    for axis in {axis.name: axis for table in tables for axis in (table.rows, table.columns)}.values():
        values = [key for key, _words in axis.values]
        weights = [1 / (place + 1) for place in range(len(values))]
        some = random.choices(values, weights) if axis.is_whole else [v for v in values if random.random() < 0.4]
        person[axis.name] = some
    for (row, column), pairs in closed.items():
        while pairs & {(one, other) for one in person[row] for other in person[column]}:
            person[column] = ["not_known"]
    return person | moves_of(days, person["stage"]) if family == ReportSnapshot.Family.PROGRESS else person


def without_moves(tables):
    """The tables of who and where people are, and how far they came. Those of their moves follow from days."""
    return [table for table in tables if isinstance(table, Table) and not table.code.startswith(flow.YEARS)]


def moves_of(random, stages):
    """The days of the stages somebody reached, as the report reads them: what tables count of moves goes with these."""
    registered = TODAY - timedelta(days=random.randrange(1200))
    days = {stage: min(TODAY, registered + timedelta(days=random.randrange(-200, 1100))) for stage in stages}
    return flow.values(registered, days, [stage.code for stage in progress.STAGES], TODAY)


def history(family, tables, seed, size):
    """What is published of consecutive quarters: between them one person may have come and one may have left."""
    random, days, shown = Random(seed), Random(f"days of {seed}"), []
    people = [anybody(random, days, family, tables) for _n in range(size)]
    for _edition in range(EDITIONS):
        counted = Counted.of(tables, people)
        shifts = {cell: shift_of(cell, f"secret {seed}".encode()) for cell in counted.counts}
        within = counted.within()
        shown.append(protected(counted.counts, shifts, counted.sums(), shown, threshold=7, within=within))
        if random.random() < 0.8:
            people.append(anybody(random, days, family, tables))
        if random.random() < 0.8:
            people.pop(random.randrange(len(people)))
    return shown, counted.sums(), counted.within()


def told_beside(edition, may_tell_stage=progress.may_tell, may_tell_region=response.may_tell):
    """What rows of waits say of numbers by being there: 18 people at least, of whom 8 have come as far."""
    least = {}
    for cell in edition.figures:
        scope, _mark, value = cell.partition("|")
        name, _is, key = value.partition("=") if "|" not in value else ("", "", "")
        if scope == progress.SCOPE and name == "stage" and may_tell_stage(key, edition.figures):
            least |= {cell: 8, scope: 18}
        if scope == progress.SCOPE and name == "region" and may_tell_region(key, edition.figures):
            least[cell] = 18
    return least


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "size"), [(1, 60), (5, 90), (3, 240)])
@pytest.mark.parametrize("family", ReportSnapshot.Family.values)
def test_linear_programmes_recover_no_cell_and_narrow_no_hidden_one(family, seed, size, small_house):
    """The tables themselves, whichever a family has: a new one is attacked without a word here.

    And they still say something: few figures are held back that are not small.
    """
    tables = making.COUNTED[family](TODAY).tables
    shown, sums, within = history(family, tables, seed, size)
    widths = Attack(shown, sums, within, told=[told_beside(edition) for edition in shown]).widths(ENOUGH)
    assert min(widths.values()) > 0.5, "a cell is recovered"
    hidden = {key: width for key, width in widths.items() if shown[key[0]].figures[key[1]] is None}
    assert hidden
    assert min(hidden.values()) >= ENOUGH - 1e-6
    held_back = sum(len(edition.held_back) for edition in shown)
    told = sum(figure is not None for edition in shown for figure in edition.figures.values())
    assert held_back < told / 15, f"{told} told, {len(hidden)} hidden"
    # Moves from stage to stage are few each: a third of all else is told, and a quarter with them.
    assert told > (told + len(hidden)) / 4
    crossed = {cell for table in without_moves(tables) for row in table.grid() for cell in row}
    said = sum(edition.figures[cell] is not None for edition in shown for cell in edition.figures.keys() & crossed)
    kept = sum(cell in crossed for _edition, cell in hidden)
    assert said > (said + kept) / 3, f"{said} said, {kept} hidden"


@pytest.mark.django_db
@pytest.mark.parametrize("family", ReportSnapshot.Family.values)
def test_a_table_without_protected_cells_counts_nobody(family, small_house):
    """What is published beside them says shares and times, never how many: those would be rounded and no more."""
    for table in making.make(family, TODAY).tables:
        if "cells" not in table.table:
            assert "people" not in dict(table.table["columns"])


@pytest.mark.parametrize(
    ("cell", "count", "shift"), [("people|stage=nominated", 10, 1), ("people|region=north", 18, 0)]
)
def test_rows_told_for_the_count_would_narrow_a_figure_and_rows_told_for_the_figure_do_not(cell, count, shift):
    """A row of waits beside a total that is hidden, or shown as 15, puts the number within less than 5."""
    counts, shifts = {"people": 300, cell: count}, {"people": 2, cell: shift}
    edition = protected(counts, shifts, [], [], threshold=7)

    def always(_key, _shown):
        return True

    by_count = Attack([edition], [], told=[told_beside(edition, always, always)]).widths(ENOUGH)
    by_figure = Attack([edition], [], told=[told_beside(edition)]).widths(ENOUGH)
    assert by_count[0, cell] < ENOUGH <= by_figure[0, cell]


def test_no_row_of_waits_stands_beside_a_figure_that_is_hidden_or_held_back():
    shown = {"people": 300, "people|stage=cohort": None, "people|stage=nominated": 10, "people|region=north": 20}
    assert not progress.may_tell("cohort", shown)
    assert not progress.may_tell("programme", shown)
    assert progress.may_tell("nominated", shown)
    assert not progress.may_tell("nominated", {**shown, "people": 20})
    assert not response.may_tell("north", shown)
    assert response.may_tell("north", {**shown, "people|region=north": 25})
    assert response.may_tell(response.EVERYBODY, shown)
    assert not response.may_tell(response.EVERYBODY, {})


def test_the_attack_would_succeed_against_plain_rounding():
    """Hiding 1 to 7 and rounding the rest, edition after edition, gives counts away: the attack is no straw man."""

    def plain(count):
        return None if 1 <= count <= 7 else 5 * ((count + 2) // 5)

    editions = [Edition({"a": plain(count), "b": plain(30), "all": plain(count + 30)}) for count in (7, 8, 8, 7)]
    attack = PlainAttack(editions, [Sum("all", ("a", "b"))])
    assert attack.widths(ENOUGH)[0, "a"] == pytest.approx(0)


class PlainAttack(Attack):
    """The same against plain rounding: no shifts, and nobody shown as 0."""

    def _figures(self, at, threshold):
        for cell, figure in self.editions[at].figures.items():
            low, high = (1, threshold) if figure is None else (max(figure - 2, threshold + 1), figure + 2)
            self.at_most.add([(self.count(at, cell), 1)], high)
            self.at_most.add([(self.count(at, cell), -1)], -low)
