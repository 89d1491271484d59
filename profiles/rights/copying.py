"""Reading every table for the rows about one person, and saying them in words."""

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.audit.models import Change

from .erasing import rows_with_history
from .registry import Holding, holdings
from .subject import Subject


@dataclass(frozen=True)
class Table:
    """What one table says about the person: columns by name, with a heading, and the rows."""

    name: str
    title: str
    purpose: str
    retention: str
    columns: dict[str, str]
    rows: list[dict[str, Any]]

    @property
    def said(self) -> list[list[tuple[str, Any]]]:
        """The rows for reading: heading and value of what says something."""
        empty = (None, "", [], {})
        return [
            [(heading, _spoken(row[name])) for name, heading in self.columns.items() if row[name] not in empty]
            for row in self.rows
        ]


def tables(subject: Subject) -> list[Table]:
    """Every table that holds something about the person, the person first."""
    return [table for holding in holdings() if holding.is_included and (table := _table(holding, subject)).rows]


def left_out() -> list[tuple[str, str]]:
    """Tables that a copy does not hold, each with the reason."""
    return [(_title(holding), holding.fields.download) for holding in holdings() if _is_exempt(holding)]


def size(subject: Subject) -> int:
    """About how many rows a copy will hold."""
    included = [holding for holding in holdings() if holding.is_included]
    return sum(_rows(holding, subject).count() for holding in included)


def _is_exempt(holding: Holding) -> bool:
    return holding.fields is not None and not holding.is_included


def _table(holding: Holding, subject: Subject) -> Table:
    rows = _rows(holding, subject).order_by("pk").select_related(*_related(holding))
    return Table(
        name=holding.name,
        title=_title(holding),
        purpose=holding.fields.purpose if holding.fields else "",
        retention=holding.fields.retention if holding.fields else "",
        columns={column.name: _heading(column) for column in holding.columns},
        rows=[_row(row, holding, subject) for row in rows],
    )


def _rows(holding: Holding, subject: Subject) -> models.QuerySet:
    if holding.model is not Change:
        return holding.copied(subject)
    about = Q(pk__in=[])
    for table, ids in rows_with_history(subject).items():
        about |= Q(table=table, row_id__in=ids)
    hidden = Q(pk__in=[])
    for table, filters in _left_out().items():
        for name, value in filters.items():
            told = Change.objects.filter(Q(**{f"before__{name}": value}) | Q(**{f"after__{name}": value}), table=table)
            hidden |= Q(table=table, row_id__in=told.values("row_id"))
    return Change.objects.filter(about, forgotten__isnull=True).exclude(hidden)


@cache
def _left_out() -> dict[str, dict[str, str]]:
    """By name of the table: which of its rows no copy holds."""
    entries = [(holding.model._meta.db_table, holding.fields) for holding in holdings() if holding.fields]
    return {table: dict(fields.left_out) for table, fields in entries if fields.left_out}


@cache
def _withheld() -> dict[str, frozenset[str]]:
    """By name of the table: the columns that no copy holds, and so neither what their history says."""
    found = {}
    for holding in holdings():
        names = holding.fields.withheld.split() if holding.fields else []
        columns = (holding.model._meta.get_field(name).column for name in names)
        found[holding.model._meta.db_table] = frozenset(columns)
    return found


def _related(holding: Holding) -> list[str]:
    return [
        column.name
        for column in holding.columns
        if isinstance(column, models.ForeignKey) and column.remote_field.model is not get_user_model()
    ]


def _row(row: models.Model, holding: Holding, subject: Subject) -> dict[str, Any]:
    return {column.name: _value(row, column, subject) for column in holding.columns}


def _value(row: models.Model, column: models.Field, subject: Subject) -> Any:
    """The value in words. Of other people nothing is said but that there was somebody."""
    key = getattr(row, column.attname)
    if key is None:
        return None
    if isinstance(row, Change) and isinstance(key, dict):
        hidden = _withheld().get(row.table, frozenset())
        return {name: value for name, value in key.items() if name not in hidden}
    if isinstance(column, models.ForeignKey):
        target = column.remote_field.model
        if target is get_user_model():
            return _("you") if key in subject.user_ids else _("somebody else")
        if target is Clinician:
            return _("you") if key in subject.clinician_ids else _("somebody else")
        return str(getattr(row, column.name))
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return key


def _spoken(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_spoken(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(_spoken(one)) for one in value)
    return value if isinstance(value, datetime.date) else str(value)


def _title(holding: Holding) -> str:
    return str(holding.model._meta.verbose_name_plural).capitalize()


def _heading(column: models.Field) -> str:
    return str(column.verbose_name).capitalize()
