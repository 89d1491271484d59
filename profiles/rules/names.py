"""Names as search keys, and opaque references in place of names."""

import secrets
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

REFERENCE_LETTERS = "2346789BCDFGHJKMNPQRTVWXY"
REFERENCE_PAIRS = [first + second for first in REFERENCE_LETTERS for second in REFERENCE_LETTERS]
# Characters of a search key. Three of them fit into one entry of an index, whatever the letters.
LONGEST_KEY = 300
# PostgreSQL counts the slips between two texts of up to so many letters, and fails at longer ones.
LONGEST_COMPARED = 255
LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """The search key of a name: lower case, no accents, no apostrophes or hyphens, single spaces."""
    return _folded(name or "")[:LONGEST_COMPARED].strip()


def _folded(name: str) -> str:
    if name.isascii():
        folded = name.lower()
    else:
        bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        folded = unicodedata.normalize("NFKD", bare.casefold().translate(LETTERS))
    if folded.isalpha():
        return folded
    kept = "".join(c if c.isalnum() else " " if c.isspace() or c in ".,;/" else "" for c in folded)
    return " ".join(kept.split())


# Shorter names are words of the language too, or part of many others: Li, May, Ng.
SHORTEST_ALONE = 5


@dataclass(frozen=True)
class Called:
    """What somebody is called, as far as it tells them from others. `is_alone`: nobody else has the last name."""

    family: str
    given: tuple[str, ...] = ()
    is_alone: bool = False

    def is_said_in(self, text: str) -> bool:
        """Whether a text speaks of them: last and first name in it as whole words, or a last name of theirs alone."""
        words = f" {_folded(text)} "
        family, given = fold_name(self.family), [fold_name(name) for name in self.given]
        if not family or f" {family} " not in words:
            return False
        is_telling = self.is_alone and len(family) >= SHORTEST_ALONE
        return is_telling or any(f" {name} " in words for name in given if name)


PARTICLES = frozenset(
    {"al", "ap", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn"}
    | {"la", "le", "mac", "ni", "o", "st", "ter", "van", "von", "y"}
)


def split_name(full: str) -> tuple[str, str]:
    """First names and last name, as a guess that the person then checks. "Maria de la Cruz" is Maria, de la Cruz."""
    words = (full or "").split()
    if len(words) < 2:
        return " ".join(words), ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def make_reference() -> str:
    """An opaque reference like K7QX-42MN: no vowels, so no words; nothing that looks like something else."""
    drawn = secrets.randbelow(len(REFERENCE_PAIRS) ** 4)  # once for all letters: a list needs 100,000 references
    pairs = []
    for _n in range(4):
        drawn, place = divmod(drawn, len(REFERENCE_PAIRS))
        pairs.append(REFERENCE_PAIRS[place])
    return f"{pairs[0]}{pairs[1]}-{pairs[2]}{pairs[3]}"
