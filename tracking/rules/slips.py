"""Words with slips of the fingers: which words are close to a typed one, and how close.

Two words that differ by one letter share what is left when each loses one letter. So every word is kept with all that
is left of it, and a typed word finds its neighbours by equality alone: the idea of SymSpell.
"""

from collections.abc import Iterable
from itertools import combinations

from rapidfuzz.distance import OSA

READ = 12  # letters of a word in which slips are looked for
SHORTEST_FOR_ONE, SHORTEST_FOR_TWO = 3, 6
MOST_WORDS = 24


def slips(word: str) -> list[str]:
    """The word, and what is left without any one or two of its first letters. The database makes the same.

    >>> slips("ann")
    ['an', 'ann', 'nn']
    """
    most = 0 if len(word) < SHORTEST_FOR_ONE else 1 if len(word) < SHORTEST_FOR_TWO else 2
    read, rest = word[:READ], word[READ:]
    left = {word}
    for lost in range(1, most + 1):
        left |= {"".join(kept) + rest for kept in combinations(read, len(read) - lost)}
    return sorted(left)


def distance(one: str, other: str) -> int:
    """Letters changed, dropped, added or swapped with their neighbour."""
    return OSA.distance(one, other)


def allowed(word: str) -> int:
    """How many slips a word may hold and still be meant: short words are too alike."""
    return 0 if len(word) < SHORTEST_FOR_ONE else 1 if len(word) < SHORTEST_FOR_TWO else 2


def closest(word: str, others: Iterable[str]) -> dict[str, int]:
    """The other words that may be meant, each with its distance, the closest first; same beginning counts more."""
    near = {other: distance(word, other) for other in others}
    meant = [other for other, far in near.items() if far <= allowed(max(word, other, key=len))]
    meant.sort(key=lambda other: (near[other], other[:1] != word[:1], other))
    return {other: near[other] for other in meant[:MOST_WORDS]}
