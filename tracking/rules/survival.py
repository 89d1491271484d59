"""How long people wait, those who still wait included: the estimate of Kaplan and Meier. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

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


def grouped(moved: Sequence[float], waiting: Sequence[float], fewest: float) -> list[float | None]:
    """The share that has moved on by the end of each band of months but the last, which has no end.

    The same estimate where times are known by band only: of those who moved on, and of those who still wait, how many
    did so within it. Who still waits was followed for half of their band, as in tables of lives. None from the first
    band on at whose beginning fewer than `fewest` were followed.

    >>> grouped([30, 20, 10, 5], [20, 20, 30, 15], 50)
    [0.214286, 0.388889, 0.524691]
    """
    followed, still, shares = float(sum(moved) + sum(waiting)), 1.0, list[float | None]()
    for ended, left in zip(moved[:-1], waiting[:-1], strict=True):
        if followed < fewest or None in shares:
            shares.append(None)
            continue
        still *= 1 - ended / (followed - left / 2)
        shares.append(round(1 - still, 6))
        followed -= ended + left
    return shares


def half_within(shares: Sequence[float | None], ends: Sequence[int]) -> tuple[int, int | None] | None:
    """Between which months half have moved on; no second month where that is after the last. None: cannot be said."""
    for place, share in enumerate(shares):
        if share is None:
            return None
        if share >= 0.5:
            return (ends[place - 1] if place else 0, ends[place])
    return (ends[-1], None)
