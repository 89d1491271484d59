"""Two snapshots of one profile side by side."""

from collections.abc import Iterable
from typing import Any

from tracking.models import Snapshot


def side_by_side(before: Snapshot, after: Snapshot) -> list[dict[str, Any]]:
    """One row a line of either: {label, left, right}, in the order of the newer; what is gone comes last."""
    old = {line["code"]: line for line in before.lines}
    new = {line["code"]: line for line in after.lines}
    return [
        {
            "label": (new.get(code) or old[code])["key"],
            "left": old.get(code, {}).get("value", ""),
            "right": new.get(code, {}).get("value", ""),
        }
        for code in dict.fromkeys([*new, *old])
    ]


def changed(rows: Iterable[dict[str, Any]]) -> int:
    return sum(row["left"] != row["right"] for row in rows)


def by_section(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The lines of one snapshot, section by section."""
    found: dict[str, list] = {}
    for line in snapshot.lines:
        found.setdefault(line["section"], []).append({"key": line["key"], "value": line["value"]})
    return [{"title": title, "lines": lines} for title, lines in found.items()]
