"""Titles that several jobs share."""

from pathways.known import known
from pathways.models import SharedTitle
from talent_register.common.reference import Loaded, bring_into_line, sourced

from .checked import checked
from .files import listed, rows

LISTS = ("other_titles", "roles")


def load() -> list[Loaded]:
    made = (
        {name: row[name] for name in ("slug", "title", "family")}
        | {name: listed(row[name]) for name in LISTS}
        | sourced(row)
        for row in rows("shared_titles")
    )
    return [bring_into_line(SharedTitle, checked("shared_titles", "shared-title", made, known()), key="slug")]
