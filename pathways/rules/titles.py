"""Which leadership role a post's title names, when people write it in their own way. Pure."""

import re
from collections.abc import Iterable, Mapping

JOINS = re.compile(r"\bor\b|/|,|\band\b")
SMALL = {"of", "the", "for", "in", "at", "a"}
# "Deputy director of nursing" is not a director of nursing, nor is the assistant to one.
LESSER = {"deputy", "assistant", "associate", "vice", "aspiring", "shadow", "secretary", "pa", "to"}

# Before the short name of a title that several jobs share, wherever else the code of a role stands.
WHICH = "which:"


def is_in(said: str, names: Iterable[str]) -> bool:
    """Whether these words hold one of the names, in any order."""
    typed = set(words_of(said))
    return any(words and set(words) <= typed for words in map(words_of, names))


def words_of(title: str) -> tuple[str, ...]:
    """A title as plain words: small letters, no marks, no words that say nothing."""
    return tuple(word for word in re.findall(r"[a-z]+", title.lower()) if word not in SMALL)


def names_of(title: str, others: Iterable[str]) -> set[tuple[str, ...]]:
    """Every name of a role: "Chief nurse or director of nursing" has two."""
    parts = [part for text in (title, *others) for part in JOINS.split(re.sub(r"\(.*?\)", "", text))]
    return {words for part in parts if len(words := words_of(part)) > 1}


def roles_named(title: str, names: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    """Codes of what has its name in the title; of names within each other, the longest counts."""
    typed = words_of(title)
    spans = [
        (start, start + length)
        for length in range(len(typed), 0, -1)
        for start in range(len(typed) - length + 1)
        if typed[start : start + length] in names
    ]
    spans = [(start, end) for start, end in spans if not LESSER & set(typed[:start])]
    widest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return tuple(dict.fromkeys(names[typed[start:end]] for start, end in widest))
