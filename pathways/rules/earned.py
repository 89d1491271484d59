"""What an organisation's word about a programme says of somebody's part in it. Pure."""

from collections.abc import Mapping

from .titles import words_of

OUTCOMES = {"COMPLETED": "COMPLETED", "WITHDREW": "WITHDRAWN", "NOT_COMPLETED": "WITHDRAWN"}


def state_of(kind: str, outcome: str) -> str:
    """The state of a participation. A list of completions that gives no outcome says that it was completed."""
    return "AWARDED" if kind == "AWARD" else OUTCOMES.get(outcome, "COMPLETED")


def named_programme(said: str, known: Mapping[tuple[str, str], int]) -> int | None:
    """Which of the programmes (name and code → key) is meant: the same words, and no guess where two have them."""
    words = words_of(said)
    found = {key for (name, _code), key in known.items() if words and words_of(name) == words}
    return found.pop() if len(found) == 1 else None
