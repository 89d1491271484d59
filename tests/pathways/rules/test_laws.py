"""Whether a law is in force follows from its day."""

from datetime import date

import pytest

from pathways.reference.files import rows
from pathways.rules.laws import Force, force_of

DAY, BEFORE, AFTER = date(2027, 4, 1), date(2027, 3, 31), date(2027, 4, 2)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "today", "force"),
    [
        (None, None, DAY, Force.NO_DATE),
        (DAY, None, BEFORE, Force.COMES),
        (DAY, None, DAY, Force.SINCE),
        (DAY, None, AFTER, Force.SINCE),
        (date(2014, 11, 27), DAY, BEFORE, Force.SINCE),
        (date(2014, 11, 27), DAY, DAY, Force.ENDED),
        (None, DAY, AFTER, Force.ENDED),
    ],
)
def test_a_law_is_in_force_from_its_day_to_its_last(valid_from, valid_to, today, force):
    assert force_of(valid_from=valid_from, valid_to=valid_to, today=today) is force


def test_shipped_laws_are_in_force_but_barring():
    today, found = date(2026, 11, 27), {}
    for row in rows("statutory_notes"):
        day = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
        found[row["code"]] = force_of(valid_from=day, valid_to=None, today=today)
    assert found == {
        "fit_and_proper": Force.SINCE,
        "barring": Force.NO_DATE,
        "foundation_trust_board": Force.SINCE,
    }
