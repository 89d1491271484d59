"""When somebody is asked again who may see them, and how long an answer to older words holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# An answer to older words holds, in those words, for so long after new ones were published. Then a yes ends.
HOLDS_DAYS = 90


@dataclass(frozen=True)
class Worded:
    """One version of the words for one audience. Those that only mend a slip ask nobody again."""

    version: int
    from_date: date
    asks_again: bool = True


def asked_since(*, version: int, wordings: Iterable[Worded], today: date) -> date | None:
    """Since when an answer to this version is asked for again; None while it holds for all that was published."""
    newer = [w.from_date for w in wordings if w.version > version and w.asks_again and w.from_date <= today]
    return min(newer, default=None)


def lapses_on(asked: date) -> date:
    """The first day on which a yes to the older words no longer holds."""
    return asked + timedelta(days=HOLDS_DAYS)


def to_ask(decided: Mapping[str, int], wordings: Mapping[str, Iterable[Worded]], today: date) -> dict[str, date]:
    """Audience → since when it is asked again, of {audience: version of the answer in force}."""
    found = {
        audience: asked_since(version=version, wordings=wordings.get(audience, ()), today=today)
        for audience, version in decided.items()
    }
    return {audience: since for audience, since in found.items() if since}
