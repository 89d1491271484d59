"""How long people wait: one answer for many rows, and a list checked and imported at the pace of 5,000 people.

The limits are those that people were promised, here of the time that the process itself works: a busy machine, on
which it waits for others, is no mistake in it. `./test bench imports` measures the whole.
"""

from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent_register.common import bulk
from talent_register.imports.actions import runs

from .conftest import step

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("earlier")]
SHARE = 5  # of the 5,000 people, to be checked within 30 seconds and imported within 60
LONGEST_CHECK, LONGEST_IMPORT, LONGEST_MENDING = 30 / SHARE, 60 / SHARE, 2
MANY, SOME = 5_000 // SHARE, 9
HEAD = "GMC number,Last name,First names,Email,Grade\n"


def listed(count, grade):
    """Names of letters only, none twice."""
    names = ("".join("abcdefghij"[int(figure)] for figure in f"{number:04}") for number in range(count))
    lines = (f"{7_100_000 + n},Okoro{name},Amara,p{n}@x.example,{grade}\n" for n, name in enumerate(names))
    return (HEAD + "".join(lines)).encode()


def test_many_people_are_checked_and_imported_in_time(upload, approve):
    began = process_time()
    run = upload(listed(MANY, "ST4"))
    assert process_time() - began < LONGEST_CHECK
    assert run.counts["new"] == MANY
    began = process_time()
    approve(run)
    assert process_time() - began < LONGEST_IMPORT


def test_one_answer_mends_its_rows_in_time(upload):
    run = upload(listed(SOME, "Tier nine"))
    runs.match_columns(run=run, mapping=run.mapping, date_orders={}, remember=False, by=None, at=timezone.now())
    run = step(run)
    assert run.counts["problems"] == SOME
    began = process_time()
    run = runs.match_values(run=run, values={"grade": {"Tier nine": "st6"}}, by=None, at=timezone.now())
    run = step(run)
    assert process_time() - began < LONGEST_MENDING
    assert run.counts["problems"] == 0


@pytest.mark.parametrize(("few", "walks"), [(SOME - 1, "off"), (SOME, "on")])
def test_many_rows_are_never_read_again_for_each_person(upload, approve, monkeypatch, few, walks):
    """The planner knows nothing of stubs that were made just now: of 100,000, one statement took more than minutes."""
    monkeypatch.setattr(bulk, "FEW", few)
    run = upload(listed(SOME, "ST4"))
    with CaptureQueriesContext(connection) as asked:
        approve(run)
    statements = [one["sql"] for one in asked]
    changes = next(place for place, sql in enumerate(statements) if "UPDATE profiles_clinician c SET" in sql)
    before = [sql for sql in statements[:changes] if "enable_nestloop" in sql]
    assert f"'{walks}'" in before[-1]
