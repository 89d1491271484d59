from datetime import date

import pytest

from tracking.rules.reviews import next_due


@pytest.mark.parametrize(
    ("first", "due_on", "done_on", "next_on"),
    [
        ("2025-08-06", "2026-08-06", "2026-08-01", "2027-08-06"),  # a little early
        ("2025-08-06", "2026-08-06", "2026-08-06", "2027-08-06"),
        ("2025-08-06", "2026-08-06", "2026-11-06", "2027-08-06"),  # 3 months late
        ("2025-08-06", "2026-08-06", "2027-07-30", "2028-08-06"),  # so late that the next one would be at once
        ("2025-08-06", "2026-05-01", "2026-05-01", "2027-05-01"),  # a due day that is no anniversary
        ("2024-02-29", "2027-02-28", "2027-02-28", "2028-02-29"),  # 29 February comes back
        ("2024-02-29", "2028-02-29", "2028-02-29", "2029-02-28"),
        ("2026-05-01", "2026-05-01", "2026-05-01", "2027-05-01"),
    ],
)
def test_next_due(first, due_on, done_on, next_on):
    days = [date.fromisoformat(day) for day in (first, due_on, done_on)]
    assert next_due(*days) == date.fromisoformat(next_on)
