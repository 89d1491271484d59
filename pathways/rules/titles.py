"""Which leadership role a post's title names, when people write it in their own way. Pure."""

import re
from collections.abc import Iterable, Mapping

JOINS = re.compile(r"\bor\b|/|,|\band\b")
SMALL = {"of", "the", "for", "in", "at", "a"}
# "Deputy director of nursing" is not a director of nursing, nor is the assistant to one.
LESSER = {"deputy", "assistant", "associate", "vice", "aspiring", "shadow", "secretary", "pa", "to"}

# What several jobs are called: nobody can know which is meant before it is asked.
SHARED = ({"chief", "medical", "officer"}, {"cmo"})


def is_shared(said: str) -> bool:
    """Whether these words are a title that several jobs share."""
    return any(words <= set(words_of(said)) for words in SHARED)


def words_of(title: str) -> tuple[str, ...]:
    """A title as plain words: small letters, no marks, no words that say nothing."""
    return tuple(word for word in re.findall(r"[a-z]+", title.lower()) if word not in SMALL)


def names_of(title: str, others: Iterable[str]) -> set[tuple[str, ...]]:
    """Every name of a role: "Chief nurse or director of nursing" has two."""
    parts = [part for text in (title, *others) for part in JOINS.split(re.sub(r"\(.*?\)", "", text))]
    return {words for part in parts if len(words := words_of(part)) > 1}


def roles_named(title: str, names: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    """Codes of the roles whose name stands in the title; of names within each other, the longest counts."""
    typed = words_of(title)
    spans = [
        (start, start + length)
        for length in range(len(typed), 1, -1)
        for start in range(len(typed) - length + 1)
        if typed[start : start + length] in names
    ]
    spans = [(start, end) for start, end in spans if not LESSER & set(typed[:start])]
    widest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return tuple(dict.fromkeys(names[typed[start:end]] for start, end in widest))
