"""Loads the Welsh of facts that the register ships. No translator has looked at it yet, and its rows say so."""

from collections.abc import Iterator

from pathways.models import Wording
from talent_register.common.reference import Loaded, bring_into_line

from .files import rows

SOURCE, UNREVIEWED = "the register's own translation", "no translator has looked at it yet"


def load() -> list[Loaded]:
    return [bring_into_line(Wording, _wordings(), key="english")]


def _wordings() -> Iterator[dict]:
    for row in rows("welsh"):
        yield {**row, "source": SOURCE, "checked": UNREVIEWED}
