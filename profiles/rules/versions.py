"""Whether what somebody looked at is still what is kept."""

import hashlib
import json
from datetime import date


class Changed(Exception):
    """Somebody, or the same person in another tab, changed it meanwhile. `names` are the columns that differ."""

    def __init__(self, names: list[str]):
        super().__init__(", ".join(names))
        self.names = names


def fingerprint(values: dict) -> str:
    """The same values give the same short text, whatever their order."""
    text = json.dumps({name: "" if value is None else str(value) for name, value in values.items()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def check_unchanged(*, seen: str, present: dict, wanted: dict) -> None:
    """Raise Changed when the page was opened on other values than are kept now, and would change them.

    To send the same again is no clash: it changes nothing.
    """
    differing = [name for name, value in wanted.items() if _text(present.get(name)) != _text(value)]
    if seen and differing and seen != fingerprint(present):
        raise Changed(differing)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def differs(own: object, theirs: object) -> bool:
    """Whether somebody else's value says other than the person's own. What either does not say is no difference."""
    if own in (None, "") or theirs in (None, ""):
        return False
    if isinstance(own, date) and isinstance(theirs, date):
        return (own.year, own.month) != (theirs.year, theirs.month)
    return str(own).casefold() != str(theirs).casefold()
