"""Truth tables of the licence. The sources of the quantities are in pathways/data/licence_rules.csv, row by row."""

from datetime import date
from decimal import Decimal

import pytest

from pathways.choices import Counted, Follows, Measure, Outcome, Patients, Progress, WillNeed, Window
from pathways.reference.files import rows
from pathways.rules.keeping import TABLE, outcome_of
from pathways.rules.licence import (
    Ask,
    Closing,
    Entry,
    Span,
    Standing,
    completion_after,
    due_of,
    next_due,
    result_of,
    results,
    span_of,
)
from talent_register.common.trust import Trust, months_after, stale_from, trust_of

TODAY = date(2026, 11, 25)
HOURS = Ask("nmc-hours", Measure.PRACTICE_HOURS, Window.CYCLE, 450, 36)
PHYSIOTHERAPISTS = Closing(4, 30, "even", 2, 1)
RADIOGRAPHERS = Closing(2, 28, "even", 12, 1)
SOCIAL_WORKERS = Closing(11, 30, "every", 9, 1)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 25), 36, date(2029, 11, 25)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -12, date(2025, 1, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
    ],
)
def test_months_after(start, months, end):
    assert months_after(start, months) == end


@pytest.mark.parametrize(
    ("is_verified", "checked_on", "trust"),
    [
        (False, None, Trust.UNCHECKED),
        (False, date(2026, 11, 22), Trust.UNCHECKED),
        (True, None, Trust.UNCHECKED),
        (True, date(2026, 11, 22), Trust.CHECKED),
        (True, date(2025, 11, 26), Trust.CHECKED),
        (True, date(2025, 11, 25), Trust.STALE),
        (True, date(2020, 1, 1), Trust.STALE),
    ],
)
def test_trust(is_verified, checked_on, trust):
    assert trust_of(is_verified=is_verified, checked_on=checked_on, today=TODAY) is trust


def test_a_check_lasts_12_months():
    assert stale_from(date(2026, 2, 28)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("closing", "day", "next_on", "last_on", "opens"),
    [
        (PHYSIOTHERAPISTS, date(2026, 4, 29), date(2026, 4, 30), date(2024, 4, 30), date(2026, 2, 1)),
        (PHYSIOTHERAPISTS, date(2026, 4, 30), date(2028, 4, 30), date(2026, 4, 30), date(2028, 2, 1)),
        (PHYSIOTHERAPISTS, TODAY, date(2028, 4, 30), date(2026, 4, 30), date(2028, 2, 1)),
        (RADIOGRAPHERS, TODAY, date(2028, 2, 28), date(2026, 2, 28), date(2027, 12, 1)),
        (SOCIAL_WORKERS, TODAY, date(2026, 11, 30), date(2025, 11, 30), date(2026, 9, 1)),
        (Closing(12, 31), TODAY, date(2026, 12, 31), date(2025, 12, 31), None),
        (Closing(2, 29, "odd"), TODAY, date(2027, 2, 28), date(2025, 2, 28), None),
    ],
)
def test_windows_of_the_calendar(closing, day, next_on, last_on, opens):
    assert closing.next_after(day) == next_on
    assert closing.last_before(next_on) == last_on
    assert closing.opens_before(next_on) == opens


@pytest.mark.parametrize(
    ("window", "months", "standing", "span"),
    [
        # From the last renewal, not from the calendar year
        (Window.CYCLE, 36, Standing(date(2025, 3, 14)), Span(date(2025, 3, 14), date(2028, 3, 14))),
        # A cycle that ran out stays: nobody told us that they renewed
        (Window.CYCLE, 36, Standing(date(2022, 3, 14)), Span(date(2022, 3, 14), date(2025, 3, 14))),
        # The regulator's own day goes before ours
        (
            Window.CYCLE,
            60,
            Standing(date(2023, 5, 1), date(2027, 9, 30)),
            Span(date(2023, 5, 1), date(2027, 9, 30)),
        ),
        (Window.CYCLE, 60, Standing(None, date(2027, 9, 30)), Span(date(2022, 9, 30), date(2027, 9, 30))),
        (Window.CYCLE, 36, Standing(), None),
        # Years within the cycle begin on the day of the renewal
        (Window.YEARLY, 12, Standing(date(2024, 2, 29)), Span(date(2026, 2, 28), date(2027, 2, 28))),
        (Window.YEARLY, 12, Standing(date(2025, 12, 1)), Span(date(2025, 12, 1), date(2026, 12, 1))),
        (Window.YEARLY, 12, Standing(None, date(2027, 9, 30)), Span(date(2026, 9, 30), date(2027, 9, 30))),
        (Window.YEARLY, 12, Standing(), None),
        # Two years in a row, over the renewal of 1 January 2026
        (Window.ROLLING, 24, Standing(date(2026, 1, 1)), Span(date(2025, 1, 1), date(2027, 1, 1))),
        (Window.ROLLING, 24, Standing(), None),
        (Window.FIXED, 24, Standing(closing=PHYSIOTHERAPISTS), Span(date(2026, 5, 1), date(2028, 5, 1))),
        # Renewed in the open window: that one is done
        (
            Window.FIXED,
            12,
            Standing(date(2026, 9, 20), closing=SOCIAL_WORKERS),
            Span(date(2026, 12, 1), date(2027, 12, 1)),
        ),
        (
            Window.FIXED,
            12,
            Standing(date(2025, 9, 20), closing=SOCIAL_WORKERS),
            Span(date(2025, 12, 1), date(2026, 12, 1)),
        ),
        # No window known: from the last renewal
        (Window.FIXED, 24, Standing(date(2025, 6, 1)), Span(date(2025, 6, 1), date(2027, 6, 1))),
        (Window.NONE, None, Standing(date(2025, 6, 1)), None),
    ],
)
def test_the_stretch_that_counts(window, months, standing, span):
    assert span_of(Ask("x", Measure.COUNT, window, 1, months), standing, TODAY) == span


def test_confirmation_counts_only_shortly_before_the_end():
    ask = Ask("nmc-confirmation", Measure.COUNT, Window.BEFORE_END, 1, 36, within_months=12)
    assert span_of(ask, Standing(date(2024, 3, 1)), TODAY) == Span(date(2026, 3, 1), date(2027, 3, 1))


def entry(day, **kwargs):
    return Entry(day, **{"facets": frozenset(), **kwargs})


@pytest.mark.parametrize(
    ("hours", "progress", "missing"),
    [
        ([], Progress.NOT_YET, 450),
        ([200], Progress.PARTLY, 250),
        ([200, 249], Progress.PARTLY, 1),
        ([200, 250], Progress.MET, 0),
        ([900], Progress.MET, 0),
    ],
)
def test_hours_add_up(hours, progress, missing):
    log = [entry(date(2026, 1, 5), practice_hours=Decimal(h)) for h in hours]
    result = result_of(HOURS, Standing(date(2025, 1, 1)), log, TODAY)
    assert (result.progress, result.missing) == (progress, missing)


def test_nothing_counts_from_before_the_renewal_or_after_the_end():
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2027, 12, 31), date(2028, 1, 1)]
    log = [entry(day, practice_hours=Decimal(10)) for day in days]
    assert result_of(HOURS, Standing(date(2025, 1, 1)), log, TODAY).have == 20


def test_hours_in_two_years_reach_back_over_the_renewal():
    ask = Ask("gdc-cpd-spread", Measure.CPD_HOURS, Window.ROLLING, 10, 24)
    log = [entry(date(2025, 6, 1), cpd_hours=Decimal(6)), entry(date(2026, 6, 1), cpd_hours=Decimal(4))]
    result = result_of(ask, Standing(date(2026, 1, 1)), log, TODAY)
    assert result.progress is Progress.MET
    cycle = Ask("gdc-cpd-dentist", Measure.CPD_HOURS, Window.CYCLE, 100, 60)
    assert result_of(cycle, Standing(date(2026, 1, 1)), log, TODAY).have == 4


def test_without_a_date_nothing_is_a_gap():
    assert result_of(HOURS, Standing(), [], TODAY).progress is Progress.NOT_TOLD


def test_one_entry_serves_several_rules():
    log = [
        Entry(date(2026, 5, 1), frozenset({"CPD", "WITH_OTHERS", "REFLECTION", "PLANNED"}), cpd_hours=Decimal(7)),
    ]
    standing = Standing(date(2025, 12, 1))
    asks = {
        Ask("nmc-cpd", Measure.CPD_HOURS, Window.CYCLE, 35, 36): 7,
        Ask("nmc-cpd-participatory", Measure.CPD_HOURS, Window.CYCLE, 20, 36, facets=("WITH_OTHERS",)): 7,
        Ask("nmc-reflections", Measure.COUNT, Window.CYCLE, 5, 36, facets=("REFLECTION",)): 1,
        Ask("gphc-cpd-planned", Measure.COUNT, Window.CYCLE, 2, 12, facets=("CPD", "PLANNED")): 1,
        Ask("nmc-feedback", Measure.COUNT, Window.CYCLE, 5, 36, facets=("FEEDBACK",)): 0,
        HOURS: 0,
    }
    assert {r.ask: r.have for r in results(list(asks), standing, log, TODAY)} == asks


def test_nurse_and_midwife_are_two_separate_450s():
    standing = Standing(date(2025, 1, 1), parts=("nurse", "midwife"))
    log = [
        entry(date(2026, 2, 1), practice_hours=Decimal(900), part="nurse"),
        entry(date(2026, 2, 1), practice_hours=Decimal(30), part="midwife"),
    ]
    found = {r.part: (r.progress, r.have) for r in results([HOURS], standing, log, TODAY)}
    assert found == {"nurse": (Progress.MET, 900), "midwife": (Progress.PARTLY, 30)}


@pytest.mark.parametrize(
    ("renewed", "hours", "forecast", "falls_short"),
    [
        (date(2026, 10, 1), 30, None, False),  # less than a quarter of a year says nothing
        (date(2024, 11, 25), 100, 150, True),  # 730 of 1,095 days
        (date(2024, 11, 25), 300, 450, False),
        (date(2022, 11, 25), 100, None, False),  # over
    ],
)
def test_forecast(renewed, hours, forecast, falls_short):
    log = [entry(renewed, practice_hours=Decimal(hours))]
    result = result_of(HOURS, Standing(renewed), log, TODAY)
    assert (result.forecast, result.will_fall_short) == (forecast, falls_short)


@pytest.mark.parametrize("measure", [Measure.RENEWAL, Measure.ASK, Measure.RETURN])
def test_what_is_not_logged_is_never_a_gap(measure):
    ask = Ask("x", measure, Window.CYCLE, 1, 36)
    assert result_of(ask, Standing(date(2025, 1, 1)), [], TODAY).progress is Progress.AT_RENEWAL


def test_what_comes_as_it_comes_is_never_a_gap():
    ask = Ask("gmc-info-complaints", Measure.AS_THEY_COME, Window.YEARLY, None, 12, facets=("COMPLAINT",))
    assert result_of(ask, Standing(date(2025, 1, 1)), [], TODAY).progress is Progress.AS_THEY_COME


@pytest.mark.parametrize(
    ("standing", "due"),
    [
        (Standing(date(2025, 3, 14)), date(2028, 3, 14)),
        (Standing(date(2025, 3, 14), date(2028, 1, 31)), date(2028, 1, 31)),
        (Standing(), None),
    ],
)
def test_next_day(standing, due):
    asks = [HOURS, Ask("nmc-health", Measure.RENEWAL, Window.CYCLE, 1, 36)]
    assert next_due(asks, standing, TODAY) == due


def test_the_closing_day_itself_is_the_next_day():
    ask = Ask("hcpc-renewal", Measure.RENEWAL, Window.FIXED, 1, 24)
    assert due_of(ask, Standing(closing=PHYSIOTHERAPISTS), TODAY) == date(2028, 4, 30)


KINDS = {row["code"]: row for row in rows("out_of_programme")}
AS_IT_WAS, SIX_LATER, A_YEAR_LATER = date(2028, 8, 1), date(2029, 2, 1), date(2029, 8, 1)
# A year out, of which the college counts nothing that it said, 6 months, or all 12: when training then ends.
ENDS = {
    "none": (AS_IT_WAS, AS_IT_WAS, AS_IT_WAS),
    "oopt": (AS_IT_WAS, AS_IT_WAS, AS_IT_WAS),
    "oope": (A_YEAR_LATER, A_YEAR_LATER, A_YEAR_LATER),
    "oopc": (A_YEAR_LATER, A_YEAR_LATER, A_YEAR_LATER),
    "oopr": (None, SIX_LATER, AS_IT_WAS),
    "oopp": (None, SIX_LATER, AS_IT_WAS),
}
# The longest that is known: two years, but four for research and one for a pause (gmc-uk.org OOP).
LONGEST = {"none": "", "oopt": "24", "oope": "24", "oopc": "24", "oopr": "48", "oopp": "12"}


def test_every_kind_of_time_out_has_its_row():
    assert KINDS.keys() == ENDS.keys()
    assert {code: row["longest_months"] for code, row in KINDS.items()} == LONGEST


@pytest.mark.parametrize("code", ENDS)
def test_completion_after_a_year_out(code):
    """OOPT counts, OOPE and OOPC never do, OOPR and OOPP in part (gmc-uk.org OOP)."""
    counts = Counted(KINDS[code]["counts"])
    assert tuple(completion_after(AS_IT_WAS, 12, counts, counted) for counted in (0, 6, 12)) == ENDS[code]


@pytest.mark.parametrize("code", ["oope", "oopc"])
@pytest.mark.parametrize(("months", "end"), [(1, date(2028, 9, 1)), (6, SIX_LATER), (24, date(2030, 8, 1))])
def test_time_that_does_not_count_moves_completion_by_as_much(code, months, end):
    assert completion_after(AS_IT_WAS, months, Counted(KINDS[code]["counts"])) == end


def test_every_pair_of_answers_has_an_outcome():
    assert set(TABLE) == {(needs, patients) for needs in WillNeed for patients in Patients}


def test_every_outcome_has_words_that_name_their_source():
    found = rows("licence_consequences")
    assert {row["outcome"] for row in found if row["follows"] == Follows.ANSWER and not row["regulator"]} == set(
        Outcome
    )
    assert [row["code"] for row in found if not (row["source"] and row["checked"])] == []


@pytest.mark.parametrize("needs", WillNeed)
@pytest.mark.parametrize("patients", Patients)
def test_outcome(needs, patients):
    outcome = outcome_of(needs, patients, has_regulator=True)
    assert (outcome is Outcome.OPEN) == (needs is WillNeed.NO and patients is Patients.NO)
    assert (outcome is Outcome.NEEDED) == (needs is WillNeed.YES)
    assert outcome_of(needs, patients, has_regulator=False) is Outcome.NO_REGULATOR
