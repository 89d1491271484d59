"""The rows of one kind of fact, in pages: all of them, or those to check, and those that say some words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from pathways.content import Kind, plain
from pathways.rules.content import is_due

SIZE, LONGEST = 50, 80
BETWEEN = "."
Key = tuple[str, int]


@dataclass(frozen=True)
class Page:
    """Some rows, how many there are on all pages, and the keys for {% keyset_pagination page.newer page.older %}."""

    rows: list[Any]
    total: int
    words: str
    is_of_due: bool
    newer: str = ""
    older: str = ""


def page_of(kind: Kind, asked: Mapping[str, str], today: date) -> Page:
    """One question, however many rows. What is asked: `show=due`, `q`, and `after` or `before` the key of a row.

    To check first is what nobody ever checked, then what was checked longest ago. A page begins after a key and not
    after a number of rows: whoever checks the facts of one page misses none on the next.
    """
    words, only_due = asked.get("q", "").strip()[:LONGEST], asked.get("show") == "due"
    rows = [((f"{place:06}", row.pk), row) for place, row in enumerate(kind.rows())]
    places = {row.pk: key for key, row in rows}
    if only_due:
        rows = sorted(((_last_look(row), row) for row in _due(rows, today)), key=lambda one: one[0])
    found = [(key, row) for key, row in rows if says(kind, row, words)]
    after, before = (_key(asked.get(name, ""), {} if only_due else places) for name in ("after", "before"))
    start = sum(key <= after for key, _row in found) if after else 0
    if before and not after:
        start = max(sum(key < before for key, _row in found) - SIZE, 0)
    shown, end = found[start : start + SIZE], start + SIZE
    newer = BETWEEN.join(map(str, shown[0][0])) if shown and start else ""
    older = BETWEEN.join(map(str, shown[-1][0])) if end < len(found) else ""
    return Page([row for _key, row in shown], len(found), words, only_due, newer, older)


def _due(rows: list[tuple[Key, Any]], today: date) -> list[Any]:
    return [r for _key, r in rows if is_due(is_verified=r.is_verified, checked_on=r.checked_on, today=today)]


def _last_look(row: Any) -> Key:
    """Unchecked before checked, and among each those longest ago first."""
    return f"{int(row.is_verified)}{row.checked_on or date.min}", row.pk


def _key(text: str, places: Mapping[int, Key]) -> Key | None:
    """The key in an address, as the rows stand now; a mangled one leads to the first page."""
    first, _dot, pk = text.rpartition(BETWEEN)
    if not pk.isascii() or not pk.isdigit():
        return None
    return places.get(int(pk)) if places else (first, int(pk))


def says(kind: Kind, row: Any, words: str) -> bool:
    """Whether a row says each of the words, wherever and in whatever order."""
    if not words:
        return True
    own = [name for name in kind.fields if not isinstance(kind.field(name), models.ForeignKey)]
    said = " ".join([str(row), *(str(plain(kind.field(name), getattr(row, name))) for name in own)]).casefold()
    return all(word in said for word in words.casefold().split())
