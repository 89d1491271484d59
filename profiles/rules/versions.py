"""Whether what two sources say of one thing is the same."""

from datetime import date


def differs(own: object, theirs: object) -> bool:
    """Whether somebody else's value says other than the person's own. What either does not say is no difference."""
    if own in (None, "") or theirs in (None, ""):
        return False
    if isinstance(own, date) and isinstance(theirs, date):
        return (own.year, own.month) != (theirs.year, theirs.month)
    return str(own).casefold() != str(theirs).casefold()
