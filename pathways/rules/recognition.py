"""Which decision holds for a fellow: the newest about them, else the newest on the programme. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pathways.choices import Counted


@dataclass(frozen=True)
class Decided:
    """A decision as plain values; `is_own` when it is about this fellow alone."""

    pk: int
    on: date
    counts: Counted
    is_own: bool
    body: int
    is_disputed: bool = False


def in_force(decisions: Iterable[Decided], body: int | None = None) -> Decided | None:
    """One body's word about a person goes before its word on the programme; among equals the newest holds."""
    of_body = [decided for decided in decisions if body is None or decided.body == body]
    return max(of_body, key=lambda decided: (decided.is_own, decided.on, decided.pk), default=None)


def in_force_by_body(decisions: Iterable[Decided]) -> list[Decided]:
    """What each body says now: bodies do not overrule each other, so each is told apart."""
    known = list(decisions)
    found = [in_force(known, body) for body in dict.fromkeys(decided.body for decided in known)]
    return [decided for decided in found if decided is not None]
