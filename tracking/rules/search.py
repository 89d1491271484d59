"""What somebody typed into the people search, read as a number, names or words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from profiles.rules import NUMBER_RULES, fold_name, normalise_number

MOST_WORDS = 6
TITLES = frozenset(["dame", "dr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "sir"])
STEMS = (("ologists", "olog"), ("ologist", "olog"), ("ists", "ist"), ("wives", "wife"), ("s", ""))
LAST_CHARACTER = "\U0010ffff"


class NamePair(NamedTuple):
    """What the family name and the given names begin with. Empty stands for any."""

    family: str
    given: str


@dataclass(frozen=True)
class Typed:
    """A search as understood: `words` are folded, titles are gone."""

    words: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]

    @property
    def is_number(self) -> bool:
        return bool(self.numbers)


def read(text: str) -> Typed:
    """Read a search. It is a number when it holds a digit and could be nobody's name."""
    words = tuple(word for word in fold_name(text.replace("-", " ")).split() if word not in TITLES)
    return Typed(words[:MOST_WORDS], tuple(_numbers(text)) if looks_like_number(text) else ())


def looks_like_number(text: str) -> bool:
    """Registration numbers are mostly digits, with at most a few letters; spaces and dashes are noise."""
    bare = re.sub(r"[\s/.-]", "", text)
    digits = sum(character.isdigit() for character in bare)
    return digits >= 3 and digits >= len(bare) / 2 and bare.isalnum()


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """(regulator, number in that regulator's normal form) for every regulator."""
    for regulator in NUMBER_RULES:
        yield regulator, normalise_number(regulator, text)


def name_pairs(words: Iterable[str]) -> list[NamePair]:
    """Every way to read the words as family and given name, in both orders, double names joined or not."""
    words = list(words)
    pairs: dict[NamePair, None] = {}
    for cut in range(len(words) + 1):
        for one in _spellings(words[:cut]):
            for other in _spellings(words[cut:]):
                pairs[NamePair(one, other)] = None
                pairs[NamePair(other, one)] = None
    return list(pairs)


def _spellings(words: list[str]) -> list[str]:
    """Parts of a double name stand apart or joined in the folded keys; initials may stand for all given names."""
    spellings = {" ".join(words): None, "".join(words): None}
    if len(words) > 1 and all(len(word) == 1 for word in words):
        spellings[words[0]] = None
    return list(spellings)


def stem(word: str) -> str:
    """What a word shares with the subject it names: cardiologists are in cardiology, nurses in nurse."""
    for ending, kept in STEMS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + kept
    return word


def begins_a_word(name: str, start: str) -> bool:
    return name.startswith(start) or f" {start}" in name


def begins_words(words: Iterable[str], names: Iterable[str]) -> bool:
    """Whether every word begins a word of one of the names."""
    names = list(names)
    return all(any(begins_a_word(name, word) for name in names) for word in words)


def up_to(prefix: str) -> str:
    """The end of the range of strings that begin with a prefix."""
    return prefix + LAST_CHARACTER
