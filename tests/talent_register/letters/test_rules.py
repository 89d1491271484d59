from datetime import UTC, datetime, timedelta

import pytest

from talent_register.letters import rules
from talent_register.letters.choices import State

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (1, timedelta(minutes=1)),
        (2, timedelta(minutes=5)),
        (3, timedelta(minutes=30)),
        (4, timedelta(hours=2)),
    ],
)
def test_next_try_waits_longer_each_time(attempts, wait):
    assert rules.next_try(attempts, NOW) == NOW + wait


def test_next_try_ends_after_five():
    assert rules.next_try(5, NOW) is None


@pytest.mark.parametrize(
    ("found", "may_repeat", "doubts", "state"),
    [
        (True, False, 0, State.SENT),
        (True, True, 3, State.SENT),
        (False, False, 0, State.PENDING),  # the provider is sure that it never came
        (None, True, 0, State.PENDING),  # a second copy does no harm
        (None, True, 1, State.IN_DOUBT),  # but a third might
        (None, False, 0, State.IN_DOUBT),
    ],
)
def test_after_doubt(found, may_repeat, doubts, state):
    assert rules.after_doubt(found=found, may_repeat=may_repeat, doubts=doubts) == state


@pytest.mark.parametrize(
    ("state", "retry", "cancel"),
    [
        (State.PENDING, False, True),
        (State.SENDING, False, False),
        (State.SENT, False, False),
        (State.FAILED, True, False),
        (State.IN_DOUBT, True, True),
        (State.CANCELLED, False, False),
    ],
)
def test_what_staff_may_do(state, retry, cancel):
    assert (rules.can_retry(state), rules.can_cancel(state)) == (retry, cancel)
