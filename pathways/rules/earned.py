"""What an organisation's word about a programme says of somebody's part in it. Pure."""

from collections.abc import Iterable, Mapping

from .titles import words_of

OUTCOMES = {"COMPLETED": "COMPLETED", "WITHDREW": "WITHDRAWN", "NOT_COMPLETED": "WITHDRAWN"}


def state_of(kind: str, outcome: str) -> str:
    """The state of a participation. A list of completions that gives no outcome says that it was completed."""
    return "AWARDED" if kind == "AWARD" else OUTCOMES.get(outcome, "COMPLETED")


def by_words(names: Iterable[tuple[str, int]]) -> dict[tuple[str, ...], set[int]]:
    """Programmes (name, key) by the words of their names; names that say nothing name none."""
    found: dict[tuple[str, ...], set[int]] = {}
    for name, key in names:
        if words := words_of(name):
            found.setdefault(words, set()).add(key)
    return found


def named_programme(said: str, known: Mapping[tuple[str, ...], set[int]]) -> int | None:
    """Which of the programmes is meant: the same words, and no guess where two have them."""
    found = known.get(words_of(said), set())
    return next(iter(found)) if len(found) == 1 else None
