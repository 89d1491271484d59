"""How long people wait, those who still wait included: the estimate of Kaplan and Meier. Pure."""

from collections import Counter
from collections.abc import Iterable

Wait = tuple[int, bool]  # months, and whether it ended: False while somebody still waits


def reached(waits: Iterable[Wait]) -> list[tuple[int, float]]:
    """The share that has reached the next stage after so many months, at each month in which somebody did.

    Somebody who still waits counts as waiting until today, and no longer: they are not taken for a refusal.

    >>> reached([(3, True), (3, False), (6, True), (9, False)])
    [(3, 0.25), (6, 0.625)]
    """
    ended: Counter[int] = Counter()
    left: Counter[int] = Counter()
    total = 0
    for months, is_over in waits:
        total += 1
        (ended if is_over else left)[months] += 1
    waiting, still, steps = total, 1.0, []
    for months in sorted({*ended, *left}):
        if ended[months]:
            still *= 1 - ended[months] / waiting
            steps.append((months, round(1 - still, 6)))
        waiting -= ended[months] + left[months]
    return steps


def share_by(steps: list[tuple[int, float]], months: int) -> float:
    """The share that got there within so many months."""
    return max((share for at, share in steps if at <= months), default=0.0)


def median(steps: list[tuple[int, float]]) -> int | None:
    """The month by which half of all got there; None while fewer have."""
    return next((months for months, share in steps if share >= 0.5), None)
