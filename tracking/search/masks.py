"""Sets of people as arrays of bits: the bit of a person stands where their key says."""

from collections.abc import Iterable

import numpy as np

Mask = np.ndarray  # of 64-bit words


def mask_of(keys: bytes | None, people: int) -> Mask:
    """The people with some keys, as 8 bytes each, the highest first. Keys from `people` on are left out."""
    at = np.frombuffer(keys or b"", dtype=">i8")
    has = np.zeros(people, dtype=np.uint8)
    has[at[at < people]] = 1
    return np.packbits(has).view(np.uint64)


def size(mask: Mask) -> int:
    """How many people there are in it."""
    return int(np.bitwise_count(mask).sum(dtype=np.int64))


def sizes(pairs: Iterable[tuple[Mask, Mask]]) -> list[int]:
    """How many people there are in both, of each pair. To get fresh memory for each would take longer than to count."""
    found: list[int] = []
    both, counts = np.empty(0, np.uint64), np.empty(0, np.uint8)
    for one, other in pairs:
        if len(both) != len(one):
            both, counts = np.empty_like(one), np.empty(len(one), np.uint8)
        np.bitwise_count(np.bitwise_and(one, other, out=both), out=counts)
        found.append(int(counts.sum(dtype=np.uint32)))
    return found


def keys_of(mask: Mask) -> list[int]:
    """The keys of its people, in order."""
    return np.flatnonzero(np.unpackbits(mask.view(np.uint8))).tolist()
