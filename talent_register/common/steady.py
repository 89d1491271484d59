"""Figures that are published again and again: what may be shown so that no series gives a person away.

Plain rounding is safe once. Published every quarter, a step from 10 to 15 would say that 12 people became 13, and a
step from nobody to "hidden" that one person came. So every cell has a secret shift of 0 to 5 that never changes,
because it is made from what the cell counts: `count + shift` is cut down to a multiple of 5, or hidden while it is
small. Whoever sees a step knows the shifted count at best, never the count. Nobody is hidden like a few.

A cell means the same people in every table, so it has one shift and one figure wherever and to whomever it is shown.
Pure: the secret is passed in. `watch` says what an attentive reader can work out, and `protected` hides more until
that is too little.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .disclosure import STEP

SPREAD = 5
NARROWEST = 5  # what a reader may narrow a hidden figure down to
ROUNDS = 60
MANY = 10_000_000


def shift_of(cell: str, secret: bytes) -> int:
    """The shift of a cell, 0 to 5: the same for ever, and known to nobody without the secret."""
    digest = hmac.new(secret, f"steady {cell}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % (SPREAD + 1)


def steady(count: int, shift: int, threshold: int) -> int | None:
    """The figure of a cell; None while it is hidden. Up to the threshold is always hidden, nobody included.

    >>> [steady(count, 0, 7) for count in (0, 7, 12, 13, 15, 19, 20)]
    [None, None, None, 10, 15, 15, 20]
    >>> [steady(count, 5, 7) for count in (0, 7, 8, 10)]
    [None, None, 10, 15]
    """
    moved = count + shift
    return None if moved <= threshold + SPREAD else STEP * (moved // STEP)


@dataclass(frozen=True)
class Sum:
    """That one cell is the sum of others: a total and its row, or its column."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """What was published on one day: a figure or None for each cell. `held_back`: hidden although not small.

    `most_change` is by how many people any cell had changed since the edition before.
    """

    figures: Mapping[str, int | None]
    held_back: frozenset[str] = frozenset()
    most_change: int = 1


@dataclass
class Span:
    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low


@dataclass
class Watch:
    """What a reader knows who has kept every edition: spans of the true counts, narrowed by everything published.

    The reader is granted more than any reader has: which cells were hidden for being small, how the shifts work, and
    by how many people cells changed at most between editions.
    """

    editions: Sequence[Edition]
    sums: Sequence[Sum]
    threshold: int
    counts: list[dict[str, Span]] = field(default_factory=list)
    shifts: dict[str, Span] = field(default_factory=dict)

    def look(self) -> list[dict[str, Span]]:
        """Narrow until nothing more follows."""
        cells = sorted({cell for edition in self.editions for cell in edition.figures})
        self.shifts = {cell: Span(0, SPREAD) for cell in cells}
        self.counts = [{cell: Span(0, MANY) for cell in cells} for _edition in self.editions]
        for _round in range(ROUNDS):
            if not self._narrow():
                break
        return self.counts

    def _narrow(self) -> bool:
        changed = False
        for at, edition in enumerate(self.editions):
            for cell, figure in edition.figures.items():
                if cell not in edition.held_back:
                    changed |= self._by_figure(self.counts[at][cell], self.shifts[cell], figure)
            for one in self.sums:
                changed |= _by_sum(self.counts[at], one)
        for edition, (before, after) in zip(self.editions[1:], pairwise(self.counts), strict=True):
            for cell in before:
                changed |= _near(before[cell], after[cell], edition.most_change)
        return changed

    def _by_figure(self, count: Span, shift: Span, figure: int | None) -> bool:
        """Count and shift together make the figure: each narrows the other."""
        low, high = (0, self.threshold + SPREAD) if figure is None else (figure, figure + STEP - 1)
        if figure is not None:
            low = max(low, self.threshold + SPREAD + 1)
        changed = _cut(count, low - shift.high, high - shift.low)
        return _cut(shift, low - count.high, high - count.low) or changed


def _cut(span: Span, low: int, high: int) -> bool:
    """Narrow a span; never to nothing, for then the reader has supposed what is not so."""
    low, high = max(low, span.low), min(high, span.high)
    if low > high or (low, high) == (span.low, span.high):
        return False
    span.low, span.high = low, high
    return True


def _near(before: Span, after: Span, most: int) -> bool:
    changed = _cut(after, before.low - most, before.high + most)
    return _cut(before, after.low - most, after.high + most) or changed


def _by_sum(counts: dict[str, Span], one: Sum) -> bool:
    if one.whole not in counts:
        return False
    parts = [counts[part] for part in one.parts if part in counts]
    whole = counts[one.whole]
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    changed = _cut(whole, low, high)
    for part in parts:
        changed |= _cut(part, whole.low - (high - part.high), whole.high - (low - part.low))
    return changed


def protected(
    counts: Mapping[str, int],
    shifts: Mapping[str, int],
    sums: Sequence[Sum],
    past: Sequence[Edition],
    *,
    threshold: int,
    most_change: int = 1,
) -> Edition:
    """The next edition: small cells hidden, and as many more as keep every hidden figure wide enough for readers."""
    figures = {cell: steady(count, shifts[cell], threshold) for cell, count in counts.items()}
    held_back: set[str] = set()
    while True:
        shown = {cell: None if cell in held_back else figure for cell, figure in figures.items()}
        edition = Edition(shown, frozenset(held_back), most_change)
        tight = _tight([*past, edition], sums, threshold)
        more = _to_hold_back(tight, edition, sums)
        if not more:
            return edition
        held_back |= more


def _tight(editions: Sequence[Edition], sums: Sequence[Sum], threshold: int) -> list[str]:
    """Hidden cells, of any edition, that a reader can narrow down too far."""
    seen = Watch(editions, sums, threshold).look()
    return sorted(
        {
            cell
            for edition, spans in zip(editions, seen, strict=True)
            for cell, figure in edition.figures.items()
            if figure is None and spans[cell].width < NARROWEST
        }
    )


def _to_hold_back(tight: Iterable[str], edition: Edition, sums: Sequence[Sum]) -> set[str]:
    """For each tight cell one more figure beside it: a small one, and a total only where there is nothing else."""
    wholes = {one.whole for one in sums}
    more: set[str] = set()
    for cell in tight:
        beside = {
            other
            for one in sums
            if cell == one.whole or cell in one.parts
            for other in (one.whole, *one.parts)
            if edition.figures.get(other) is not None
        }
        if beside and not beside & more:
            more.add(min(beside, key=lambda other: (other in wholes, edition.figures[other], other)))
    return more
