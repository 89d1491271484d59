"""Rule by rule, what every regulator asks for: how much, of what, from when until when. A new rule needs its row here.

Written down from what the sources in pathways/data/licence_rules.csv say, and not from the file: a wrong number in the
file is found. Everybody here renewed on 1 March 2025, and today is 25 November 2026.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pathways.choices import Progress
from pathways.models import LicenceRule
from pathways.presenters.licence import ask_of
from pathways.reference.files import rows
from pathways.reference.licence import _rule
from pathways.rules.licence import Closing, Entry, Standing, due_of, result_of

TODAY, RENEWED = date(2026, 11, 25), date(2025, 3, 1)
# The closing days of the windows that some regulators set: physiotherapists, dentists, social workers.
CLOSINGS = {"hcpc": Closing(4, 30, "even", 2, 1), "gdc": Closing(12, 31), "swe": Closing(11, 30, "every", 9, 1)}
THIS_YEAR = (date(2026, 3, 1), date(2027, 3, 1))
ONE_YEAR, THREE_YEARS, FIVE_YEARS = ((RENEWED, date(2025 + years, 3, 1)) for years in (1, 3, 5))
WINDOW_OF_HCPC, WINDOW_OF_SWE = (date(2026, 5, 1), date(2028, 5, 1)), (date(2025, 12, 1), date(2026, 12, 1))
HOURS_OF_PRACTICE, HOURS, POINTS, TIMES = "practice_hours", "cpd_hours", "points", "times"

# How much is asked for, measured in what, of which kinds, and between which days it counts.
LOGGED = {
    "gmc-appraisal": (1, TIMES, {"APPRAISAL"}, THIS_YEAR),
    "gmc-info-cpd": (1, TIMES, {"CPD"}, THIS_YEAR),
    "gmc-info-qi": (1, TIMES, {"QUALITY"}, THIS_YEAR),
    "gmc-info-colleagues": (1, TIMES, {"COLLEAGUE_FEEDBACK"}, FIVE_YEARS),
    "gmc-info-patients": (1, TIMES, {"USER_FEEDBACK"}, FIVE_YEARS),
    "nmc-hours": (450, HOURS_OF_PRACTICE, set(), THREE_YEARS),
    "nmc-cpd": (35, HOURS, set(), THREE_YEARS),
    "nmc-cpd-participatory": (20, HOURS, {"WITH_OTHERS"}, THREE_YEARS),
    "nmc-feedback": (5, TIMES, {"FEEDBACK"}, THREE_YEARS),
    "nmc-reflections": (5, TIMES, {"REFLECTION"}, THREE_YEARS),
    "nmc-discussion": (1, TIMES, {"DISCUSSION"}, THREE_YEARS),
    "nmc-confirmation": (1, TIMES, {"CONFIRMATION"}, (date(2027, 3, 1), date(2028, 3, 1))),
    "hcpc-cpd": (1, TIMES, {"CPD"}, WINDOW_OF_HCPC),
    "gphc-cpd": (4, TIMES, {"CPD"}, ONE_YEAR),
    "gphc-cpd-planned": (2, TIMES, {"CPD", "PLANNED"}, ONE_YEAR),
    "gphc-peer": (1, TIMES, {"DISCUSSION"}, ONE_YEAR),
    "gphc-reflective": (1, TIMES, {"REFLECTION"}, ONE_YEAR),
    "gdc-cpd-dentist": (100, HOURS, set(), FIVE_YEARS),
    "gdc-cpd-therapist": (75, HOURS, set(), FIVE_YEARS),
    "gdc-cpd-nurse-tech": (50, HOURS, set(), FIVE_YEARS),
    "gdc-cpd-spread": (10, HOURS, set(), (date(2025, 3, 1), date(2027, 3, 1))),
    "gdc-pdp": (1, TIMES, {"PLAN"}, THIS_YEAR),
    "swe-cpd": (2, TIMES, {"CPD"}, WINDOW_OF_SWE),
    "swe-peer": (1, TIMES, {"CPD", "WITH_PEER"}, WINDOW_OF_SWE),
    "goc-cpd": (36, POINTS, set(), THREE_YEARS),
    "goc-peer": (1, TIMES, {"DISCUSSION"}, THREE_YEARS),
    "goc-reflective": (1, TIMES, {"PLAN"}, THREE_YEARS),
    "gosc-cpd": (90, HOURS, set(), THREE_YEARS),
    "gosc-cpd-others": (45, HOURS, {"WITH_OTHERS"}, THREE_YEARS),
    "gosc-peer": (1, TIMES, {"DISCUSSION"}, THREE_YEARS),
    "gcc-cpd": (30, HOURS, set(), ONE_YEAR),
    "psni-cpd": (30, HOURS, set(), ONE_YEAR),
}
# What is noted when it happens, and asked for in no number.
AS_THEY_COME = {"gmc-info-events": {"EVENT"}, "gmc-info-complaints": {"COMPLAINT"}}
# What is done at the renewal, asked of oneself, or asked of who comes back: nothing to log, and the day it is due.
NOT_LOGGED = {
    "gmc-revalidation": date(2030, 3, 1),
    "gmc-connection": None,
    "gmc-licence-needed": None,
    "gmc-restore": None,
    "nmc-health-character": date(2028, 3, 1),
    "nmc-indemnity": date(2028, 3, 1),
    "nmc-fee": date(2027, 3, 1),
    "nmc-return": None,
    "hcpc-renewal": date(2028, 4, 30),
    "hcpc-rtp-30": None,
    "hcpc-rtp-60": None,
    "hcpc-indemnity": date(2028, 4, 30),
    "gdc-statement": date(2026, 12, 31),
    "gdc-renewal": date(2026, 12, 31),
}
RULES = {row["code"]: row for row in rows("licence_rules")}


def asked(code):
    return ask_of(LicenceRule(**_rule(RULES[code])))


def standing_of(code):
    return Standing(RENEWED, closing=CLOSINGS.get(RULES[code]["regulator"]))


def log(how_much, measure, facets, day):
    if measure == TIMES:
        return [Entry(day, frozenset(facets)) for _n in range(how_much)]
    return [Entry(day, frozenset(facets), **{measure: Decimal(how_much)})] if how_much else []


def test_every_rule_has_a_row_and_a_source():
    assert RULES.keys() == LOGGED.keys() | AS_THEY_COME.keys() | NOT_LOGGED.keys()
    assert [code for code, row in RULES.items() if not (row["source"] and row["checked"])] == []


@pytest.mark.parametrize("code", LOGGED)
def test_what_is_logged_counts_as_the_row_says(code):
    need, measure, facets, (start, end) = LOGGED[code]
    last = end - timedelta(days=1)

    def progress(*entries):
        return result_of(asked(code), standing_of(code), entries, TODAY).progress

    assert progress() is Progress.NOT_YET
    assert progress(*log(need, measure, facets, start)) is Progress.MET
    assert progress(*log(need, measure, facets, last)) is Progress.MET
    assert progress(*log(need - 1, measure, facets, last)) is (Progress.PARTLY if need > 1 else Progress.NOT_YET)
    assert progress(*log(need, measure, facets, start - timedelta(days=1))) is Progress.NOT_YET
    assert progress(*log(need, measure, facets, end)) is Progress.NOT_YET
    for facet in facets:
        assert progress(*log(need, measure, facets - {facet}, last)) is Progress.NOT_YET
    told_nothing = Standing()
    assert result_of(asked(code), told_nothing, [], TODAY).progress is Progress.NOT_TOLD


@pytest.mark.parametrize("code", AS_THEY_COME)
def test_what_comes_as_it_comes_is_counted_and_never_missing(code):
    entries = log(2, TIMES, AS_THEY_COME[code], TODAY)
    found = [result_of(asked(code), standing_of(code), some, TODAY) for some in ([], entries)]
    assert [(one.progress, one.have) for one in found] == [(Progress.AS_THEY_COME, 0), (Progress.AS_THEY_COME, 2)]


@pytest.mark.parametrize("code", NOT_LOGGED)
def test_what_is_not_logged_has_its_day_and_is_never_a_gap(code):
    assert result_of(asked(code), standing_of(code), [], TODAY).progress is Progress.AT_RENEWAL
    assert due_of(asked(code), standing_of(code), TODAY) == NOT_LOGGED[code]
