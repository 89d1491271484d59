"""Twelve editions of every published table, a joiner and a leaver at most in between: nobody is given away."""

import os
from datetime import date
from random import Random

import pytest

from talent_register.common.steady import Edition, Sum, protected, shift_of
from tests.factories.organisations import RegionFactory
from tests.factories.pathways import ProgrammeFactory
from tests.factories.tracking import RoleFactory
from tests.tracking.reports.attack import Attack
from tracking.models import ReportSnapshot
from tracking.reports import editions as making
from tracking.reports.tables import Axis, Counted, Table

ENOUGH, TODAY = 5, date(2026, 9, 30)
EDITIONS = int(os.environ.get("ATTACKED_EDITIONS", "4"))  # of the real tables; twelve take a minute
PROFESSIONS = Axis("profession", tuple((p, p) for p in ("medical", "nursing", "ahp", "none")))
ROLES = Axis("role", tuple((r, r) for r in ("executive", "director", "deputy", "chief")))
ROUTES = Axis("route", tuple((r, r) for r in ("within", "nhs", "outside")))
REGIONS = Axis("region", tuple((r, r) for r in ("south", "north", "east")))
TABLES = [
    Table("by-profession", "", "leaders", ROLES, PROFESSIONS, "", ""),
    Table("by-route", "", "leaders", ROLES, ROUTES, "", ""),
    Table("by-region", "", "leaders", REGIONS, PROFESSIONS, "", ""),
]
SHARES = {"profession": (50, 30, 12, 8), "role": (45, 30, 18, 7), "route": (60, 32, 8), "region": (45, 35, 20)}


def leader(random):
    person = {"leaders": []}
    for axis in (PROFESSIONS, ROLES, ROUTES, REGIONS):
        person[axis.name] = random.choices([key for key, _words in axis.values], SHARES[axis.name])
    return person


def history(seed, size, editions=12):
    """The counts of consecutive quarters: between them one person may have come and one may have left."""
    random = Random(seed)
    people = [leader(random) for _n in range(size)]
    for _edition in range(editions):
        yield Counted.of(TABLES, people)
        if random.random() < 0.8:
            people.append(leader(random))
        if random.random() < 0.8:
            people.pop(random.randrange(len(people)))


def published(seed, size):
    editions, sums = [], []
    for counted in history(seed, size):
        sums = counted.sums()
        shifts = {cell: shift_of(cell, f"secret {seed}".encode()) for cell in counted.counts}
        editions.append(protected(counted.counts, shifts, sums, editions, threshold=7))
    return editions, sums


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "size"), [(1, 60), (2, 120), (3, 240)])
def test_linear_programmes_recover_no_cell_and_narrow_no_hidden_one(seed, size):
    editions, sums = published(seed, size)
    widths = Attack(editions, sums).widths(ENOUGH)
    assert min(widths.values()) > 0.5, "a cell is recovered"
    hidden = {key: width for key, width in widths.items() if editions[key[0]].figures[key[1]] is None}
    assert hidden
    assert min(hidden.values()) >= ENOUGH - 1e-6


@pytest.fixture
def small_house():
    """Little reference data, so that tables have few rows and programmes stay small; their axes are the real ones."""
    RegionFactory(code="south_west", name="South West")
    for code, families in (("chief_nurse", ["nursing"]), ("chief_executive", [])):
        RoleFactory(code=code, title=code, slug=code, tier=9, families=families)
    ProgrammeFactory(code="fellows", name="Fellows")


def anybody(random, tables):
    """Somebody in each scope of a family, with values of all its axes: one of a whole, any number of the others."""
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
    return person


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("family", ReportSnapshot.Family.values)
def test_no_table_that_is_published_gives_a_count_away(family, small_house):
    """The tables themselves, whichever a family has: a new one is attacked without a word here.

    Programmes over all sums at once may narrow a hidden figure further than the watch that hides them, which reasons
    sum by sum; they never come down to two counts.
    ATTACKED_EDITIONS=12 attacks three years of quarters.
    """
    tables = making.COUNTED[family](TODAY).tables
    random, shown, sums = Random(5), [], []
    people = [anybody(random, tables) for _n in range(90)]
    for _edition in range(EDITIONS):
        counted = Counted.of(tables, people)
        sums = counted.sums()
        shifts = {cell: shift_of(cell, b"secret") for cell in counted.counts}
        shown.append(protected(counted.counts, shifts, sums, shown, threshold=7))
        people.append(anybody(random, tables))
        people.pop(random.randrange(len(people)))
    widths = Attack(shown, sums).widths(ENOUGH)
    assert min(widths.values()) > 0.5, "a cell is recovered"
    hidden = {key: width for key, width in widths.items() if shown[key[0]].figures[key[1]] is None}
    assert hidden
    assert min(hidden.values()) > 1


@pytest.mark.django_db
@pytest.mark.parametrize("family", ReportSnapshot.Family.values)
def test_a_table_without_protected_cells_counts_nobody(family, small_house):
    """What is published beside them says shares and times, never how many: those would be rounded and no more."""
    for table in making.make(family, TODAY).tables:
        if "cells" not in table.table:
            assert "people" not in dict(table.table["columns"])


def test_figures_still_say_something():
    """Most people stand in cells that are shown, and few cells are hidden without being small."""
    editions, _sums = published(3, 240)
    shown = [figure for edition in editions for figure in edition.figures.values() if figure is not None]
    cells = sum(len(edition.figures) for edition in editions)
    assert len(shown) > cells / 3
    assert sum(len(edition.held_back) for edition in editions) < cells / 20


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
