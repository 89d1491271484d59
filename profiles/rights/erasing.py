"""Emptying or deleting the rows about one person, table by table, as each privacy.py says."""

from collections import defaultdict
from contextlib import nullcontext
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from talent_register.audit.models import Change
from talent_register.common.privacy import Erasure

from .registry import Holding, holdings
from .subject import Subject

# Tables that only grow give way to an erasure, and to nothing else.
GUARDS = ("append_only", "no_delete")
HISTORY = "history_insert"


class CannotBlank(Exception):
    """A personal column can be neither empty nor kept: a mistake in privacy.py."""


def blanks_of(holding: Holding) -> dict[str, Any]:
    """Column → its empty value, for what an anonymised row no longer says."""
    fields = holding.fields
    if fields is None:
        return {}
    links = {path.lookup for path in holding.about if "__" not in path.lookup}
    kept = {*fields.keeps.split(), *links}
    names = [name for name in (*fields.personal.split(), *fields.special.split()) if name not in kept]
    emptied = [*names, *(links if fields.unlinks else ())]
    return {name: _empty(holding.model._meta.get_field(name)) for name in emptied}


def _empty(column: models.Field) -> Any:
    if column.null:
        return None
    if isinstance(column, models.JSONField):
        return column.get_default() if column.has_default() else {}
    if isinstance(column, models.CharField | models.TextField):
        return ""
    if isinstance(column, models.BooleanField):
        return False
    if isinstance(column, models.BinaryField):
        return b""
    raise CannotBlank(f"{column.model._meta.label}.{column.name} can be neither empty nor kept: name it in `keeps`.")


def rows_with_history(subject: Subject) -> dict[str, set[str]]:
    """Table → ids of every row about the person that the change history speaks of, also of rows long deleted."""
    found: dict[str, set[str]] = defaultdict(set)
    for holding in sorted(holdings(), key=lambda one: one.depth):
        if not _has_history(holding.model) or holding.fields is None or holding.fields.erasure is Erasure.STAYS:
            continue
        table = holding.model._meta.db_table
        found[table] |= {str(pk) for pk in holding.rows(subject).values_list("pk", flat=True)}
        for path in holding.about:
            found[table] |= _deleted_rows(holding.model, path.lookup, subject, found)
    return {table: ids for table, ids in found.items() if ids}


def _deleted_rows(model: type[models.Model], lookup: str, subject: Subject, found: dict[str, set[str]]) -> set[str]:
    """What the history says was once a row of the person: the column of the first key held theirs."""
    name = lookup.partition("__")[0]
    if name == "pk":
        return set()
    key = model._meta.get_field(name)
    parent = key.remote_field.model
    if "__" in lookup:
        numbers = [int(one) for one in found.get(parent._meta.db_table, ()) if one.isdigit()]
    else:
        numbers = subject.keys_of(parent)
    if not numbers:
        return set()
    held = Change.objects.filter(table=model._meta.db_table, forgotten__isnull=True)
    was = Q(**{f"before__{key.attname}__in": numbers}) | Q(**{f"after__{key.attname}__in": numbers})
    return set(held.filter(was).values_list("row_id", flat=True))


def _has_history(model: type[models.Model]) -> bool:
    return any(trigger.name == HISTORY for trigger in getattr(model._meta, "triggers", []))


def erase_rows(subject: Subject) -> dict[str, int]:
    """Delete or empty the rows of every table that is not erased by hand. Children go before their parents."""
    counts: dict[str, int] = {}
    for holding in sorted(holdings(), key=lambda one: -one.depth):
        fields = holding.fields
        if fields is None or fields.by_hand or fields.erasure in (None, Erasure.STAYS):
            continue
        if count := _erase(holding, subject):
            counts[holding.model._meta.label_lower] = count
    return counts


def _erase(holding: Holding, subject: Subject) -> int:
    rows = holding.rows(subject)
    guards = [
        f"{holding.model._meta.label}:{trigger.name}"
        for trigger in getattr(holding.model._meta, "triggers", [])
        if trigger.name in GUARDS
    ]
    # Without names, `ignore` would send every trigger of every table away, the history too.
    with pgtrigger.ignore(*guards) if guards else nullcontext():
        if holding.fields and holding.fields.erasure is Erasure.DELETED:
            return rows.delete()[0]
        blanks = blanks_of(holding)
        return rows.update(**blanks) if blanks else 0
