import pytest

from talent_register.accounts.rules import Ending, Step, second_factor_step, session_ending

MINUTE, HOUR = 60, 3600


@pytest.mark.parametrize(
    ("began", "active", "ending"),
    [
        (0, 0, None),
        (14 * MINUTE, 14 * MINUTE, None),
        (15 * MINUTE, 15 * MINUTE, Ending.IDLE),
        (11 * HOUR, 1 * MINUTE, None),
        (12 * HOUR, 0, Ending.HOURS),
        (13 * HOUR, 13 * HOUR, Ending.HOURS),
    ],
)
def test_session_ends_when_idle_or_old(began, active, ending):
    """Both columns say how long ago."""
    now = 1_000_000
    assert session_ending(began=now - began, active=now - active, now=now, idle_minutes=15, hours=12) == ending


@pytest.mark.parametrize(
    ("is_needed", "is_enrolled", "is_used", "step"),
    [
        (False, False, False, Step.NONE),
        (False, True, False, Step.NONE),
        (True, True, True, Step.NONE),
        (True, False, False, Step.ENROL),
        (True, True, False, Step.CONFIRM),
    ],
)
def test_second_factor_step(is_needed, is_enrolled, is_used, step):
    assert second_factor_step(is_needed=is_needed, is_enrolled=is_enrolled, is_used=is_used) is step
