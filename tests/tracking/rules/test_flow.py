from datetime import date

import pytest

from tracking.rules.flow import Stand, stands

ORDER = ["cohort", "discussed", "appointed"]
REGISTERED, TODAY = date(2025, 1, 10), date(2026, 1, 10)
EARLY, SPRING, SUMMER = date(2024, 6, 1), date(2025, 4, 10), date(2025, 7, 9)


@pytest.mark.parametrize(
    ("reached", "way"),
    [
        ({}, [Stand("registered", 12)]),
        ({"cohort": SPRING}, [Stand("registered", 3, "cohort"), Stand("cohort", 9)]),
        (
            {"appointed": SUMMER, "cohort": SPRING},
            [Stand("registered", 3, "cohort"), Stand("cohort", 2, "appointed"), Stand("appointed", 6)],
        ),
        # Who leads and joins a cohort stays where they are.
        ({"appointed": SPRING, "cohort": SUMMER}, [Stand("registered", 3, "appointed"), Stand("appointed", 9)]),
        # Two on one day are two moves, in the order of stages.
        (
            {"discussed": SPRING, "cohort": SPRING},
            [Stand("registered", 3, "cohort"), Stand("cohort", 0, "discussed"), Stand("discussed", 9)],
        ),
        # Before they registered the furthest counts, and nobody waited for it.
        (
            {"cohort": EARLY, "discussed": EARLY},
            [Stand("registered", 0, "discussed", has_waited=False), Stand("discussed", 12)],
        ),
        ({"cohort": REGISTERED}, [Stand("registered", 0, "cohort"), Stand("cohort", 12)]),
        ({"cohort": date(2026, 1, 11)}, [Stand("registered", 12)]),
    ],
)
def test_only_further_stages_are_moves(reached, way):
    assert stands(REGISTERED, reached, ORDER, TODAY) == way
