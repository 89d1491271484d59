"""Which moves follow from the steps people write down, and the best way from a role to a goal. Pure."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pathways.choices import Commonness

RANK = {Commonness.COMMON: 1, Commonness.SOMETIMES: 2, Commonness.RARE: 4}


@dataclass(frozen=True)
class Step:
    """One step of a pathway: its role, how common it is to reach it, and roles that people hold instead."""

    role: str
    reached: Commonness = Commonness.COMMON
    is_optional: bool = False
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Move:
    """Somebody goes from one role to another."""

    start: str
    end: str
    commonness: Commonness = field(default=Commonness.COMMON, compare=False)

    @property
    def ends(self) -> tuple[str, str]:
        return self.start, self.end


def less_common(*words: Commonness) -> Commonness:
    return max(words, key=RANK.__getitem__)


def moves_of(pathways: Iterable[Sequence[Step]]) -> list[Move]:
    """The moves that consecutive steps and their alternatives imply; each once, at its most common."""
    found: dict[tuple[str, str], Commonness] = {}
    for move in (move for steps in pathways for move in _moves_along(steps)):
        key = (move.start, move.end)
        if key not in found or RANK[move.commonness] < RANK[found[key]]:
            found[key] = move.commonness
    return [Move(start, end, commonness) for (start, end), commonness in sorted(found.items()) if start != end]


def _moves_along(steps: Sequence[Step]) -> Iterable[Move]:
    """An alternative that is a step of its own further on says nothing new: people get there by that step."""
    own = {step.role for step in steps}
    for before, after in pairwise(steps):
        yield from _moves_between(before, after, own)


def _moves_between(before: Step, after: Step, own: set[str]) -> Iterable[Move]:
    by_choice = Commonness.SOMETIMES
    yield Move(before.role, after.role, by_choice if before.is_optional else after.reached)
    for other in set(after.alternatives) - own:
        yield Move(before.role, other, by_choice)
    for other in set(before.alternatives) - own:
        yield Move(other, after.role, less_common(by_choice, after.reached))


def best_way(moves: Iterable[Move], start: str, goal: str) -> list[str]:
    """Roles from start to goal by the most common moves; empty when no way is known."""
    onward: dict[str, list[Move]] = {}
    for move in sorted(moves):
        onward.setdefault(move.start, []).append(move)
    queue: list[tuple[int, list[str]]] = [(0, [start])]
    seen: set[str] = set()
    while queue:
        cost, way = heapq.heappop(queue)
        if way[-1] == goal:
            return way
        if way[-1] in seen:
            continue
        seen.add(way[-1])
        for move in onward.get(way[-1], []):
            heapq.heappush(queue, (cost + RANK[move.commonness], [*way, move.end]))
    return []
