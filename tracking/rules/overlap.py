"""Whether figures of private answers may be told: never of two groups that differ by a few people.

Whoever can read a figure of a group, put one person in and read it again, learns what that person said; and so does
whoever makes two groups that differ by one. Neither rounding nor a secret shift prevents it for good. So a figure is
told of a group only where at least `LEAST_CHANGE` answers came, or as many went, against every group that was counted
before, whoever's it was; and the same group always gets the same figure. Pure.

No list of people is kept for it. A sketch holds how many answers fall into each of a few buckets, and a sum that marks
the very same answers. Two sketches differ at most as much as their groups do, so what they call far apart is far apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST_CHANGE = 10
LEAST_ANSWERS = 30
BUCKETS = 256
MARKS = 2**61


@dataclass(frozen=True)
class Sketch:
    """How many answers fall into each bucket, and what marks these answers and no others."""

    buckets: tuple[int, ...]
    mark: int

    @property
    def answers(self) -> int:
        return sum(self.buckets)

    @classmethod
    def of(cls, hashes: Iterable[tuple[int, int, int]]) -> "Sketch":
        """From (bucket, answers in it, sum of their hashes); a bucket may come several times."""
        buckets, mark = [0] * BUCKETS, 0
        for bucket, answers, total in hashes:
            buckets[bucket] += answers
            mark += total
        return cls(tuple(buckets), mark % MARKS)


def is_far(one: Sketch, other: Sketch) -> bool:
    """Whether many answers are in one and not in the other. Somebody who answered anew both came and went."""
    steps = [a - b for a, b in zip(one.buckets, other.buckets, strict=True)]
    return max(sum(n for n in steps if n > 0), -sum(n for n in steps if n < 0)) >= LEAST_CHANGE


def may_tell(fresh: Sketch, counted: Iterable[Sketch]) -> bool:
    """Whether a group is each of those counted before, or far from it."""
    return all(fresh == one or is_far(fresh, one) for one in counted)
