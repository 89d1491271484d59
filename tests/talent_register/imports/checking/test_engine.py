"""Whatever stands in the cells, a check ends with values that can be stored or issues that can be read."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.resources import TraineeResource
from profiles.resources.professions import ProfessionLookup
from talent_register.imports.checking.engine import MISFIT, Context, Row, check
from talent_register.imports.checking.lookups import Lookup

TRAINEES = TraineeResource()
KEYS = [column.key for column in TRAINEES.columns]
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates().map(lambda day: {"date": day.isoformat()}),
    st.sampled_from(["", "7654321", "65432", "12A3456E", "a@b", "31/02/1990", "45000", "NaN", "-1", "1e9", "=A1"]),
    st.just({"error": "#N/A"}),
    st.just({"formula": "A1+1"}),
)


def context():
    lookups = {column.lookup: Lookup.of([("a", "Alpha"), ("b", "Beta")]) for column in TRAINEES.columns}
    professions = ProfessionLookup.of([("doctor", "Doctor")])
    professions.regulators, professions.prefixes = {"doctor": "gmc"}, {}
    return Context(as_at=date(2026, 8, 1), lookups={**lookups, "profession": professions})


@settings(max_examples=150)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), CELLS, max_size=8), min_size=1, max_size=4))
def test_no_cell_breaks_a_check(raws):
    rows = [Row(number, raw) for number, raw in enumerate(raws, start=2)]
    rows = list(check(TRAINEES, rows, context(), lambda done: None))
    for row in rows:
        assert "\\u0000" not in json.dumps(row.cleaned)
        for issue in row.issues:
            assert TRAINEES.has_column(issue["column"])
            assert TRAINEES.sentence(issue["code"], issue["details"])
        assert row.issues or row.cleaned.get("last_name")


def test_a_value_that_was_decided_is_used_and_one_that_was_left_out_too():
    rows = [Row(2, {"grade": "Reg"}), Row(3, {"grade": "SHO"})]
    where = context()
    where.value_map = {"grade": {"Reg": "a", "SHO": "-"}}
    rows = list(check(TRAINEES, rows, where, lambda done: None))
    assert rows[0].cleaned["grade"] == "a"
    assert "left_out_by_choice" in {issue["code"] for issue in rows[1].issues}


@pytest.mark.parametrize("misfit", ["too_many_cells", "too_few_cells"])
def test_a_row_that_is_longer_or_shorter_than_the_column_names_is_a_problem(misfit):
    (row,) = check(TRAINEES, [Row(2, {"last_name": "Ng", MISFIT: misfit})], context(), lambda done: None)
    assert misfit in {issue["code"] for issue in row.issues if issue["level"] == "problem"}
