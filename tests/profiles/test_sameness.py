"""How likely a row and a record are one person: a table of truth, and what holds whatever the values."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.rules import sameness
from profiles.rules.sameness import Verdict

BASE = {"people": 1_600_000, "family_bearers": 100, "given_bearers": 8_000}
NAMES, BORN, EMAIL = (
    ("equal", "close", "different", ""),
    ("equal", "close", "different", ""),
    ("equal", "different", ""),
)
ORDER = {"equal": 2, "close": 1, "different": 0}
levels = st.fixed_dictionaries(
    {
        "family": st.sampled_from(NAMES),
        "given": st.sampled_from(NAMES),
        "born": st.sampled_from(BORN),
        "email": st.sampled_from(EMAIL),
    }
)
dates = st.dates(date(1940, 1, 1), date(2005, 12, 31))


def judged(number="", **found):
    found = {"family": "equal", "given": "equal", "born": "equal", "email": "", **found}
    total = sameness.points(**BASE, **found)
    return sameness.verdict(number=number, total=total, **found)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ({"number": "equal"}, Verdict.SURE),
        ({"number": "equal", "family": "different"}, Verdict.ASK),
        ({"number": "different", "email": "equal"}, Verdict.DIFFERENT),
        ({}, Verdict.PROBABLE),
        ({"family": "close"}, Verdict.PROBABLE),  # a slip in the name
        ({"family": "close", "given": "close"}, Verdict.ASK),
        ({"family": "different"}, Verdict.ASK),  # married since
        ({"given": "different"}, Verdict.ASK),  # a twin
        ({"given": "different", "email": "equal"}, Verdict.ASK),  # a twin with the family's address
        ({"family": "swapped", "given": "swapped"}, Verdict.PROBABLE),
        ({"family": "turned", "given": "swapped"}, Verdict.ASK),  # in each other's place, and a slip
        ({"born": "", "email": "equal"}, Verdict.PROBABLE),
        ({"born": "close"}, Verdict.PROBABLE),
        ({"born": "different", "email": "equal"}, Verdict.ASK),  # a namesake with the address of a practice
        ({"born": "different", "given": "different"}, Verdict.DIFFERENT),
        ({"family": "different", "given": "different", "born": "different", "email": "equal"}, Verdict.ASK),
        ({"family": "different", "given": "different"}, Verdict.DIFFERENT),
    ],
)
def test_what_a_pair_is(found, verdict):
    assert judged(**found) == verdict


@given(levels)
def test_a_different_number_is_another_person_whatever_agrees(found):
    assert judged(number="different", **found) == Verdict.DIFFERENT


@given(levels, st.sampled_from(["family", "given", "born", "email"]))
@settings(max_examples=200)
def test_more_agreement_never_counts_less(found, field):
    kinds = ["equal", "different"] if field == "email" else ["equal", "close", "different"]
    sums = [sameness.points(**BASE, **{**found, field: level}) for level in kinds]
    assert sums == sorted(sums, reverse=True)


@given(dates, dates)
def test_it_does_not_matter_which_of_two_is_in_the_file(one, other):
    assert sameness.born_level(one, other) == sameness.born_level(other, one)


@given(st.integers(0, 50_000), st.integers(0, 50_000))
def test_a_rare_name_says_more(one, other):
    common, rare = max(one, other), min(one, other)
    found = {"family": "equal", "given": "equal", "born": "", "email": "", "people": 1_600_000, "given_bearers": 9}
    sums = [sameness.points(**found, family_bearers=bearers) for bearers in (rare, common)]
    assert sums[0] >= sums[1]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (date(1980, 3, 4), date(1980, 3, 4), "equal"),
        (date(1980, 3, 4), date(1980, 4, 3), "close"),
        (date(1980, 3, 4), date(1981, 3, 4), "close"),
        (date(1980, 3, 4), date(1979, 3, 4), "close"),
        (date(1980, 3, 4), date(1971, 12, 30), "different"),
        (date(1980, 3, 4), None, ""),
    ],
)
def test_birth_dates(one, other, level):
    assert sameness.born_level(one, other) == level
