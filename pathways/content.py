"""Which facts editors keep: every sourced table of the pathways, as data. One mechanism for all of them.

A table that is added later is editable by itself: its natural key is its first unique constraint, and everything but
the marks of checking is a field. Only what cannot be read off the model stands in PAGES and NAMES.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst

from talent_register.common import wordings
from talent_register.common.models import Sourced

MARKS = ("checked", "checked_on", "checked_by", "is_verified")
NOT_EDITED = {*MARKS, "id", "created_at"}
PAGES: dict[str, Callable[[Any], str]] = {
    "role": lambda row: reverse("role", args=[row.slug]),
    "programme": lambda row: reverse("programme", args=[row.code]),
    "opportunity": lambda row: reverse("opportunity", args=[row.slug]),
    "guidance-note": lambda row: reverse("guidance"),
}


@dataclass(frozen=True)
class Kind:
    """One table of facts."""

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def label(self) -> Promise | str:
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def one(self) -> Promise | str:
        return str(self.model._meta.verbose_name)

    def field(self, name: str) -> models.Field:
        return self.model._meta.get_field(name)

    def words(self, name: str) -> str:
        return capfirst(str(self.field(name).verbose_name))

    def page(self, row) -> str:
        return PAGES[self.name](row) if self.name in PAGES else ""

    def values(self, row, names: "Names | None" = None) -> dict[str, Any]:
        """The row as plain values: what a change stores and a file says. `names` saves asking for each related row."""
        return {name: plain(self.field(name), getattr(row, self.field(name).attname), names) for name in self.fields}

    def shown(self, row) -> dict[str, Any]:
        """The row as a form shows it: days as days."""
        kept = {name: getattr(row, name) for name in self.fields if isinstance(self.field(name), models.DateField)}
        return {**self.values(row), **kept}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name, in order."""
    found = [_kind(m) for m in apps.get_app_config("pathways").get_models() if issubclass(m, Sourced)]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}


def _kind(model: type[models.Model]) -> Kind:
    name = str(model._meta.verbose_name).replace(" ", "-")
    fields = tuple(f.name for f in model._meta.concrete_fields if f.name not in NOT_EDITED and f.editable)
    return Kind(name, model, _key(model), fields)


def _key(model: type[models.Model]) -> tuple[str, ...]:
    """The natural key: the first unique field, else the first unique constraint."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            return (field.name,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and not constraint.condition:
            return tuple(constraint.fields)
    raise ValueError(f"{model.__name__} has no natural key, so no file could name its rows.")


class Names:
    """The natural keys of related rows, each table read once."""

    def __init__(self) -> None:
        self.tables: dict[type[models.Model], dict] = {}

    def of(self, model: type[models.Model], pk: int) -> Any:
        if model not in self.tables:
            self.tables[model] = dict(model._default_manager.values_list("pk", natural_field(model)))
        return self.tables[model].get(pk)


def plain(field: models.Field, value: Any, names: Names | None = None) -> Any:
    """A value as JSON and YAML hold it: a related row by its natural key, a day as text."""
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        model = field.remote_field.model
        return names.of(model, value) if names else named(model, value)
    return value.isoformat() if isinstance(value, date) else wordings.plain(value)


@cache
def natural_field(model: type[models.Model]) -> str:
    """How rows of another table are named in files: by the first unique field, else by number."""
    unique = (f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key and f.name != "uuid")
    return next(unique, model._meta.pk.name)


def named(model: type[models.Model], pk: int) -> Any:
    return model._default_manager.filter(pk=pk).values_list(natural_field(model), flat=True).first()


def found(model: type[models.Model], name: Any):
    """The row that a file names, or nothing."""
    return model._default_manager.filter(**{natural_field(model): name}).first()
