"""Reference data: facts from outside, kept as small CSV files and brought into tables so that they match.

Each app's loader names its files and models; `manage.py load_reference` runs the loaders of settings.REFERENCE_LOADERS.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import models


@dataclass
class Loaded:
    """What became of one table."""

    name: str
    added: int = 0
    changed: int = 0
    disabled: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.added} added, {self.changed} changed, "
            f"{self.disabled} no longer in use, {self.unchanged} unchanged"
        )


def read_rows(path: Path) -> list[dict]:
    """The rows of a CSV file, headings as keys, blanks as empty text."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sourced(row: dict) -> dict:
    """The columns of common.models.Sourced for a row: a fact counts as verified only when it says the day."""
    checked = row.get("checked", "").strip()
    found = re.match(r"\d{4}-\d{2}-\d{2}", checked)
    day = date.fromisoformat(found[0]) if found else None
    return {"source": row.get("source", "").strip(), "checked": checked, "checked_on": day, "is_verified": bool(day)}


def bring_into_line(
    model: type[models.Model], rows: Iterable[dict], *, key: str | tuple[str, ...] = "code", today: date | None = None
) -> Loaded:
    """Make a table say what the rows say, in one query when nothing changed.

    Rows are dictionaries of field values. A row of the table that is in none of them is disabled, never deleted,
    when the table has `disabled_on` and a day is given. What an editor published stays as it is.
    """
    keys = (key,) if isinstance(key, str) else key
    loaded = Loaded(str(model._meta.verbose_name_plural))
    present = {tuple(getattr(row, k) for k in keys): row for row in model._default_manager.all()}
    added, changed, fields = [], [], set()
    for values in rows:
        fields |= values.keys()
        row = present.pop(tuple(values[k] for k in keys), None)
        if row is None:
            added.append(model(**values))
        elif getattr(row, "checked_by", ""):
            loaded.unchanged += 1  # an editor published it: the file that is shipped says it no better
        elif any(getattr(row, name) != value for name, value in values.items()):
            changed.append(_with(row, values))
        else:
            loaded.unchanged += 1
    model._default_manager.bulk_create(added)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields - set(keys)))
    loaded.added, loaded.changed = len(added), len(changed)
    if today and hasattr(model, "disabled_on"):
        loaded.disabled = _disable(model, present.values(), today)
    return loaded


def _with(row: models.Model, values: dict) -> models.Model:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _disable(model: type[models.Model], rows: Iterable[models.Model], today: date) -> int:
    gone = [row.pk for row in rows if row.disabled_on is None and not getattr(row, "checked_by", "")]
    return model._default_manager.filter(pk__in=gone).update(disabled_on=today) if gone else 0
