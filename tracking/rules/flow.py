"""How somebody moved from stage to stage, and how long they stood on each. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .reports import months_between

START = "registered"
# Tables of reports; those of a year are told by one characteristic each.
MOVES, SINCE, WAITS, SHARES = "flow-moves", "flow-since", "flow-waits", "flow-shares"
YEARS, YEAR_SHARES = "flow-year", "flow-year-shares"


@dataclass(frozen=True)
class Stand:
    """That somebody stood on a stage for so many whole months, and which they moved on to: none while they stand there.

    `has_waited` is False where they had come further before they registered.
    """

    stage: str
    months: int
    to: str = ""
    has_waited: bool = True


def stands(registered: date, reached: Mapping[str, date], order: Sequence[str], as_at: date) -> list[Stand]:
    """The stages that somebody stood on, one after the other, until a day. `order` are stages, the furthest last.

    Only a further stage is a move: who leads already and joins a cohort stays where they are. Of several stages before
    they registered the furthest counts.

    >>> days = {"cohort": date(2026, 2, 1), "led": date(2026, 5, 1)}
    >>> way = stands(date(2026, 1, 1), days, ["cohort", "led"], date(2026, 6, 30))
    >>> [(one.stage, one.months, one.to) for one in way]
    [('registered', 1, 'cohort'), ('cohort', 3, 'led'), ('led', 1, '')]
    """
    rank = {START: -1} | {stage: place for place, stage in enumerate(order)}
    way = [(START, registered)]
    before = [stage for stage, day in reached.items() if day < registered]
    if before:
        way.append((max(before, key=rank.__getitem__), registered))
    for stage, day in sorted(reached.items(), key=lambda one: (one[1], rank[one[0]])):
        if registered <= day <= as_at and rank[stage] > rank[way[-1][0]]:
            way.append((stage, day))
    ends = [*way[1:], ("", as_at)]
    return [
        Stand(stage, months_between(since, end), to, has_waited=not (stage == START and before))
        for (stage, since), (to, end) in zip(way, ends, strict=True)
    ]


def is_of_flow(code: str) -> bool:
    """Whether a table of a report is about moves and waits."""
    return code.startswith("flow-")
