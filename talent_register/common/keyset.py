"""Paging through long lists that grow at the top: by the id of a row, so that page 1,000 costs what page 1 costs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

SIZE = 50
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Page:
    """Rows, newest first, and the ids for {% keyset_pagination page.newer page.older %}; empty where there is none."""

    rows: list[Any]
    newer: str = ""
    older: str = ""


def newest_first(rows: QuerySet, query: QueryDict, size: int = SIZE) -> Page:
    """The page that `after=<id>` (older rows) or `before=<id>` (newer rows) asks for; without them the first."""
    after, before = _id(query.get("after", "")), _id(query.get("before", ""))
    if before is not None and after is None:
        found = list(rows.filter(pk__gt=before).order_by("pk")[: size + 1])
        there_are_more, found = len(found) > size, found[:size][::-1]
        return _page(found, newer=there_are_more, older=bool(found))
    found = list((rows.filter(pk__lt=after) if after is not None else rows).order_by("-pk")[: size + 1])
    return _page(found[:size], newer=after is not None, older=len(found) > size)


def _page(rows: list[Any], *, newer: bool, older: bool) -> Page:
    if not rows:
        return Page([])
    return Page(rows, str(rows[0].pk) if newer else "", str(rows[-1].pk) if older else "")


def _id(text: str) -> int | None:
    """The id in an address; anything else counts as none, so that a mangled link leads to the first page."""
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() and len(text) < 20 else None
