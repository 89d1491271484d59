"""How people move and wait: what is counted, what adds up, and what follows from figures alone."""

from datetime import UTC, date, datetime

import pytest

from talent_register.common.steady import Edition
from tests.factories.flow import MOVES, STAGES, WAITS, frozen
from tests.factories.profiles import ClinicianFactory
from tests.factories.tracking import CohortMemberFactory, TenureFactory
from tracking.reports import flow, progress
from tracking.reports.tables import LAID, Axis, Counted

DAY = date(2026, 3, 31)
ORDER = [key for key, _words in STAGES]


@pytest.fixture
def waits():
    return flow.tables(STAGES)[1]


def counted(*people):
    values = [flow.values(registered, reached, ORDER, DAY) for registered, reached in people]
    return Counted.of(flow.tables(STAGES), values)


def test_each_cell_says_who_moved_where_and_how_long_they_waited():
    registered, june = date(2025, 1, 1), date(2025, 6, 2)
    counts = counted(
        (registered, {}),
        (registered, {"cohort": june}),
        (registered, {"cohort": june, "appointed": date(2026, 1, 1)}),
        (registered, {"nominated": date(2024, 1, 1)}),
    ).counts
    assert {cell: number for cell, number in counts.items() if number} == {
        "people": 4,
        "people|move=registered>stay": 1,
        "people|stood=cohort": 2,
        "people|move=cohort>stay": 1,
        "people|move=cohort>appointed": 1,
        "people|stage=appointed": 1,
        "people|move=registered>nominated": 1,
        "people|stood=nominated": 1,
        "people|move=nominated>stay": 1,
        "people|wait=for-24": 1,
        "people|wait=in-6": 2,
        "people|wait=before": 1,
        "people|wait=cohort:for-12": 1,
        "people|wait=cohort:in-12": 1,
        "people|wait=nominated:for-24": 1,
    }


def test_all_that_adds_up_is_said_and_no_two_cells_count_the_same_people():
    days = [date(2024, 5, 1), date(2025, 2, 1), date(2025, 9, 9), date(2026, 3, 3)]
    people = [
        (registered, {"cohort": first, "nominated": second} if first < second else {"appointed": first})
        for registered in days
        for first in days
        for second in days
    ]
    made = counted(*people)
    assert made.sums()
    for one in made.sums():
        assert made.counts[one.whole] == sum(made.counts[part] for part in one.parts), one.whole
        assert len(one.parts) > 1, "one part alone is the same people under another name"


@pytest.mark.django_db
def test_the_cells_of_everybody_and_of_the_last_stage_are_those_of_other_tables():
    registered = datetime(2025, 1, 6, tzinfo=UTC)
    led, waits = ClinicianFactory(registered_at=registered), ClinicianFactory(registered_at=registered)
    TenureFactory(clinician=led, started_on=date(2025, 9, 1))
    CohortMemberFactory(clinician=led, from_date=date(2025, 10, 1))
    counts = progress.counted(DAY).counts
    assert counts["people"] == 2
    assert counts["people|stage=appointed"] == counts["people|move=registered>appointed"] == 1
    assert counts["people|stood=cohort"] == 0, "who leads already does not move to a cohort"
    assert counts["people|profession=medical|year=within"] == 1
    assert counts["people|profession=medical|year=followed"] == counts["people|year=followed"] == 2
    assert waits.pk


def rows(table):
    return {key: figures for (key, _words), figures in zip(table["rows"], table["figures"], strict=True)}


def test_shares_follow_from_the_figures_that_are_shown(waits):
    """820 people, of whom 20 never waited: 800 followed, 100 of them for half of the first band: 200 of 750 move on.
    Then 150 of 500 - 50, then 75 of 250 - 50: still there are 11/15, 22/45 and 11/36."""
    made = flow.shares(frozen(waits, {"people": 820, **WAITS}))
    found = rows(made.table)
    assert found["registered"] == ["6 to 12 months", "25%", "50%", "70%"]
    assert found["cohort"] == [None] * 4
    assert made.code == "flow-shares"
    assert LAID not in str(made.table)


@pytest.mark.parametrize(
    ("changed", "row"),
    [
        ({"people|wait=before": None}, ["6 to 12 months", "25%", "50%", "70%"]),
        # A hidden number is a small one, or one that is held back and may be any: then the rest does not make up all.
        ({"people|wait=in-6": None}, [None] * 4),
        ({"people": None}, [None] * 4),
        ({"people": 95, **dict.fromkeys(WAITS, 10)}, [None] * 4),
    ],
)
def test_shares_are_told_where_enough_is_known(waits, changed, row):
    assert rows(flow.shares(frozen(waits, {"people": 820, **WAITS, **changed})).table)["registered"] == row


@pytest.mark.parametrize(
    ("registered", "moved", "said"),
    [
        (date(2025, 3, 31), date(2026, 3, 30), ["followed", "within"]),
        (date(2025, 3, 31), date(2026, 3, 31), ["followed"]),
        (date(2025, 3, 31), None, ["followed"]),
        (date(2025, 4, 1), date(2025, 4, 2), []),
        (date(2025, 3, 31), date(2025, 3, 1), []),
        (date(2024, 4, 1), None, ["followed"]),
        (date(2024, 4, 1), date(2025, 4, 1), ["followed"]),
        (date(2024, 3, 31), date(2025, 3, 30), ["followed", "within"]),
        (date(2024, 3, 31), date(2025, 3, 31), ["followed", "still", "later"]),
        (date(2024, 3, 31), date(2026, 3, 30), ["followed", "still", "later"]),
        (date(2024, 3, 31), date(2026, 3, 31), ["followed", "still"]),
        (date(2024, 3, 31), None, ["followed", "still"]),
        (date(2023, 3, 31), date(2024, 3, 1), ["followed", "within"]),
    ],
)
def test_each_year_counts_who_was_followed_for_all_of_it(registered, moved, said):
    assert flow.values(registered, {"cohort": moved} if moved else {}, ORDER, DAY)["year"] == said


@pytest.fixture
def by_region():
    return flow.by(Axis("region", (("north", "North"), ("south", "South"))), "Progress by region", "Registered")


def test_shares_of_years_are_of_groups_with_enough_people(by_region):
    cells = {"people|year=followed": 200, "people|year=within": 55, "people|region=north|year=followed": 95}
    made = flow.shares_of_year(frozen(by_region, {**cells, "people|region=north|year=within": 50}))
    untold = [None] * 3
    assert rows(made.table) == {"all": ["More than 12 months", "30%", None], "north": untold, "south": untold}
    half = {**cells, "people|year=within": 110}
    assert rows(flow.shares_of_year(frozen(by_region, half)).table)["all"] == ["Under 12 months", "55%", None]
    assert made.code == "flow-year-shares-by-region"


@pytest.mark.parametrize(
    ("still", "later", "row"),
    [
        # 30% in the first year; of those who waited on 40% in the second: 1 - 0.7 * 0.6 = 58%.
        (100, 40, ["12 to 24 months", "30%", "60%"]),
        (100, 15, ["More than 24 months", "30%", "40%"]),
        (95, 40, ["More than 12 months", "30%", None]),
        (None, 40, ["More than 12 months", "30%", None]),
        (100, None, ["More than 12 months", "30%", None]),
        (100, 105, ["12 to 24 months", "30%", "100%"]),
    ],
)
def test_the_second_year_goes_on_from_the_first(by_region, still, later, row):
    figures = {"people|year=followed": 200, "people|year=within": 60}
    figures |= {"people|year=still": still, "people|year=later": later}
    assert rows(flow.shares_of_year(frozen(by_region, figures)).table)["all"] == row


def test_what_holds_what_is_said_of_years(by_region):
    """Who moved on in the first year and who waited on are side by side within who was followed."""
    cell = "people|region=north|year={}".format
    held = [(one.whole, one.parts) for one in by_region.within() if "north" in one.whole]
    assert held == [
        ("people|region=north", (cell("followed"),)),
        (cell("followed"), (cell("within"), cell("still"))),
        (cell("still"), (cell("later"),)),
    ]


@pytest.mark.parametrize(
    ("months", "words"),
    [(None, None), ((0, 6), "Under 6 months"), ((12, 24), "12 to 24 months"), ((24, None), "More than 24 months")],
)
def test_half_in_words(months, words):
    assert flow._half(months) == words


def test_moves_of_a_period_are_differences_of_figures():
    """Of those shown on both days; the oldest edition within the year is the one before."""
    moves = frozen(flow.tables(STAGES)[0], MOVES)
    then = {**MOVES, "people": 700, "people|move=registered>stay": 400, "people|move=cohort>nominated": None}
    past = [(date(2025, 3, 30), Edition({})), (date(2025, 3, 31), Edition(then)), (date(2025, 6, 30), Edition(MOVES))]
    (made,) = flow.since([moves], DAY, past)
    assert made.title == "Moves since 31 March 2025"
    found = rows(made.table)
    assert found["registered"] == [120, 0, 0, None, -50]
    assert found["cohort"] == [0, "x", None, None, 0]
    assert "cells" not in made.table
    assert flow.since([moves], DAY, [(date(2025, 12, 31), Edition({"people": 5}))]) == []
