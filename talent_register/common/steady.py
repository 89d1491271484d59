"""Figures that are published again and again: what may be shown so that no series gives a person away.

Plain rounding is safe once. Published every quarter, a step from 10 to 15 would say that 12 people became 13, and a
step from nobody to "hidden" that one person came. So every cell has a secret shift of 0 to 5 that never changes,
because it is made from what the cell counts: `count + shift` is cut down to a multiple of 5, or hidden while it is
small. Whoever sees a step knows the shifted count at best, never the count. Nobody is hidden like a few.

A cell means the same people in every table, so it has one shift and one figure wherever and to whomever it is shown.
Pure: the secret is passed in. `protected` asks what a reader of all editions can work out (reader.py), and hides more
until that is too little.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .disclosure import SMALLEST_BASE, STEP
from .reader import SPREAD, Reader

NARROWEST = 5  # what a reader may narrow a count down to, shown or hidden


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


def is_base(figure: int | None) -> bool:
    """Whether a published figure says by itself that a share of these people may be told.

    Asked of the figure, never of the count: a row that is there because of the count beside a figure that is hidden, or
    could be that of fewer people, says more than the figure.

    >>> [is_base(figure) for figure in (None, 20, 25)]
    [False, False, True]
    """
    return figure is not None and figure - SPREAD >= SMALLEST_BASE


@dataclass(frozen=True)
class Sum:
    """That one cell is the sum of others: a total and its row, or its column."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Within:
    """That everybody of these cells is in another, and nobody in two of them. Others may be in it, too."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """What was published on one day: a figure or None for each cell. `held_back`: hidden although not small.

    `most_change` is by how many people any cell had changed since the edition before, `sums` what adds up to what.
    """

    figures: Mapping[str, int | None]
    held_back: frozenset[str] = frozenset()
    most_change: int = 1
    sums: tuple[Sum, ...] = ()


def protected(
    counts: Mapping[str, int],
    shifts: Mapping[str, int],
    sums: Sequence[Sum],
    past: Sequence[Edition],
    *,
    threshold: int,
    within: Sequence[Within] = (),
    most_change: int = 1,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Edition:
    """The next edition: small cells hidden, and as many more as keep every count of every edition wide for readers.

    Counts that are shown are kept wide too: a cell may be hidden in the next edition, and would be narrow already.
    With that, hiding everything always helps, so that there is an end. A small cell is held back only where nothing
    else is left: readers cannot tell the two apart.

    `tell` hears how many of how many narrow cells are done, (0, 0) before they are known. What it raises ends the work.
    """
    figures = {cell: steady(count, shifts[cell], threshold) for cell, count in counts.items()}
    held_back = _too_great(figures, counts, shifts, within)
    figures |= dict.fromkeys(held_back)
    # Who is in no group that has a row of its own leaves a sum that is none.
    true_sums = tuple(one for one in sums if counts[one.whole] == sum(counts[part] for part in one.parts))
    edition = Edition(figures, frozenset(held_back), most_change, true_sums)
    tell(0, 0)
    reader = Reader.of([*past, edition], threshold)
    tell(0, 0)
    wholes = {one.whole for one in sums}
    narrow = reader.narrow(NARROWEST)
    for done, place in enumerate(narrow):
        tell(done, len(narrow))
        while why := reader.what_narrows(place, NARROWEST):
            tell(done, len(narrow))
            cell = min(why, key=lambda one: (figures[one] is None, one in wholes, figures[one] or 0, one))
            held_back.add(cell)
            reader.forget(cell)
    shown = {cell: None if cell in held_back else figure for cell, figure in figures.items()}
    return Edition(shown, frozenset(held_back), most_change, true_sums)


def _too_great(
    figures: Mapping[str, int | None], counts: Mapping[str, int], shifts: Mapping[str, int], within: Sequence[Within]
) -> set[str]:
    """Cells that are not shown because what they are within is hidden, or shifted less than they are.

    Beside a whole of 12 at most, a part of 8 at least would say 8 to 12. Where the shifted parts are no more than the
    shifted whole and 5 for each part but one, every shift of each of them goes with some shifts of the others, in
    every edition alike: that a whole is no less than its parts says nothing then, and no programme has to ask.
    """
    held_back: set[str] = set()
    known = -1
    while known < len(held_back):  # what is held back may be a whole that was passed by
        known = len(held_back)
        for one in within:
            shown = [part for part in one.parts if figures[part] is not None and part not in held_back]
            shown.sort(key=lambda part: (-counts[part], part))
            room = counts[one.whole] + shifts[one.whole]
            while shown and (
                one.whole in held_back
                or sum(counts[part] + shifts[part] for part in shown) > room + SPREAD * (len(shown) - 1)
            ):
                held_back.add(shown.pop())
    return held_back
