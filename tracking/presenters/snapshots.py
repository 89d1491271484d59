"""Two snapshots of one profile side by side."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from talent_register.common.languages import WELSH
from talent_register.common.sections import Line, once
from tracking.models import Snapshot


def side_by_side(before: Snapshot, after: Snapshot) -> list[dict[str, Any]]:
    """One row a line of either: {label, left, right, lang}, in the order of the newer; what is gone comes last.

    Both are read in one language, or every line would differ: English where one of them was not kept in Welsh.
    """
    (earlier, later), lang = _read(before, after)
    old = {line["code"]: line for line in earlier}
    new = {line["code"]: line for line in later}
    return [
        {
            "label": (new.get(code) or old[code])["key"],
            "left": old.get(code, {}).get("value", ""),
            "right": new.get(code, {}).get("value", ""),
            "lang": lang,
        }
        for code in dict.fromkeys([*new, *old])
    ]


def changed(rows: Iterable[dict[str, Any]]) -> int:
    return sum(row["left"] != row["right"] for row in rows)


def by_section(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The lines of one snapshot, section by section. `lang` where they are not in the language of the page."""
    (kept,), lang = _read(snapshot)
    found: dict[str, list] = {}
    for line in kept:
        told = once(Line(line["code"], line["key"], line["value"]))
        found.setdefault(line["section"], []).append({"key": told.key, "value": told.value})
    return [{"title": title, "lines": lines, "lang": lang} for title, lines in found.items()]


def _read(*snapshots: Snapshot) -> tuple[list[list[dict[str, Any]]], str]:
    """The lines of each, all in the reader's language or all in English; and `en` where that is not the reader's."""
    is_welsh = get_language() == WELSH
    if is_welsh and all(one.in_language(WELSH) for one in snapshots):
        return [one.in_language(WELSH) for one in snapshots], ""
    return [one.lines for one in snapshots], "en" if is_welsh else ""
