"""The bits of filters as this process holds them, so that no page reads all of them from the database.

Every statement that counts asks for what was made later than what is held here, and gets it in the same breath: so what
is held is never older than what the database says at that moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import numpy as np

from tracking.models.facets import BLOCK

from .masks import Mask

WORDS = BLOCK // 64


class Piece(NamedTuple):
    """The bits of one block for one value of a filter."""

    facet: str
    value: str
    block: int
    bits: bytes


@dataclass(frozen=True)
class Held:
    """Bits as they were made at a moment: a row for each value of a filter. Never changed, as threads share it."""

    at: datetime | None = None
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    bits: Mask = field(default_factory=lambda: np.zeros((0, 0), dtype=np.uint64))

    @property
    def people(self) -> int:
        """How many bits a row has."""
        return self.bits.shape[1] * 64

    def of(self, facet: str, values: Sequence[str]) -> Mask:
        """The people with any of some values."""
        found = np.zeros(self.bits.shape[1], dtype=np.uint64)
        for value in values:
            if (row := self.rows.get((facet, value))) is not None:
                found |= self.bits[row]
        return found

    def renewed(self, at: datetime, pieces: Iterable[Piece]) -> "Held":
        """The same with some pieces in place of those before."""
        pieces = list(pieces)
        rows = dict(self.rows)
        for piece in pieces:
            rows.setdefault((piece.facet, piece.value), len(rows))
        words = max([self.bits.shape[1], *((piece.block + 1) * WORDS for piece in pieces)])
        bits = np.zeros((len(rows), words), dtype=np.uint64)
        bits[: self.bits.shape[0], : self.bits.shape[1]] = self.bits
        for piece in pieces:
            place = slice(piece.block * WORDS, (piece.block + 1) * WORDS)
            bits[rows[piece.facet, piece.value], place] = np.frombuffer(piece.bits, dtype=np.uint64)
        return Held(at, rows, bits)


_shelf = [Held()]


def held() -> Held:
    return _shelf[0]


def hold(bits: Held) -> None:
    _shelf[0] = bits
