"""Which facts editors keep: every sourced table of the pathways and some of people. One mechanism for all of them.

A table that is added later is editable by itself: its natural key is its first unique constraint, and everything but
the marks of checking is a field. Only what cannot be read off the model stands in PAGES and NAMES.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst

from pathways.content_words import KINDS, words_of
from profiles.models import OutOfProgrammeKind, Profession, RegistrationStatus, Regulator, Specialty, TrainingGrade
from talent_register.common import wordings
from talent_register.common.models import Sourced

MARKS = ("checked", "checked_on", "checked_by", "is_verified")
BETWEEN = "/"
NOT_EDITED = {*MARKS, "id", "created_at"}
ENDS = ("valid_to", "disabled_on", "closes_on")
PAGES: dict[str, Callable[[Any], str]] = {
    "role": lambda row: reverse("role", args=[row.slug]),
    "programme": lambda row: reverse("programme", args=[row.code]),
    "opportunity": lambda row: reverse("opportunity", args=[row.slug]),
    "guidance-note": lambda row: reverse("guidance"),
    "shared-title": lambda row: reverse("role-which", args=[row.slug]),
}


@dataclass(frozen=True)
class Kind:
    """One table of facts. `keys` are the groups of fields that no two rows share; the first names a row in files."""

    name: str
    model: type[models.Model]
    keys: tuple[tuple[str, ...], ...]
    fields: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return self.keys[0]

    @property
    def label(self) -> Promise | str:
        meta = self.model._meta
        return KINDS[self.name][1] if self.name in KINDS else capfirst(str(meta.verbose_name_plural))

    @property
    def one(self) -> Promise | str:
        return KINDS[self.name][0] if self.name in KINDS else str(self.model._meta.verbose_name)

    @property
    def end(self) -> str:
        """The column that says from when a fact is true no more; nothing for parts, which end with their whole."""
        return next((name for name in ENDS if name in self.fields), "")

    def ended(self, row: Any, day: date) -> dict[str, Any]:
        """The row as plain values, true no more from a day on. Nothing else of it differs."""
        return {**self.values(row), self.end: day.isoformat()}

    def framework_of(self, row: Any) -> int | None:
        """The key of the framework that a row is, or is part of."""
        if self.name == "framework":
            return row.pk
        return row.framework_id if "framework" in self.fields else None

    def field(self, name: str) -> models.Field:
        return self.model._meta.get_field(name)

    def words(self, name: str) -> str:
        """What editors call a column. Marks of checking go by the table's own words."""
        return str(words_of(self.name, name)[0]) if name in self.fields else capfirst(self.field(name).verbose_name)

    def about(self, name: str, sentence: str) -> str:
        """A sentence about what a column says, with the name of the column before it."""
        words = self.words(name)
        return f"{words} {sentence}" if words.endswith("?") else f"{words}: {sentence}"

    def rows(self) -> models.QuerySet:
        """All rows, with those that they name: their titles may say them."""
        named = [name for name in self.fields if isinstance(self.field(name), models.ForeignKey)]
        rows = self.model._default_manager.all()
        return rows.select_related(*named) if named else rows

    def page(self, row) -> str:
        return PAGES[self.name](row) if self.name in PAGES else ""

    def values(self, row, names: "Names | None" = None) -> dict[str, Any]:
        """The row as plain values: what a change stores and a file says. `names` saves asking for each related row."""
        return {name: plain(self.field(name), getattr(row, self.field(name).attname), names) for name in self.fields}


# Facts of the storey below that people choose when they say who they are.
OF_PEOPLE: tuple[type[models.Model], ...] = (
    OutOfProgrammeKind,
    Profession,
    RegistrationStatus,
    Regulator,
    Specialty,
    TrainingGrade,
)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name, in order."""
    own = [model for model in apps.get_app_config("pathways").get_models() if issubclass(model, Sourced)]
    found = [_kind(model) for model in (*own, *OF_PEOPLE)]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}


# Facts that name others by their code alone, where no key of the database says so.
NAMES_CODES_OF = {
    "competency": ("level",),
    "licence-rule": ("profession",),
    "renewal-window": ("profession",),
    "out-of-programme-kind": ("training-outcome",),
    "pathway-step": ("programme", "role"),
    "programme": ("out-of-programme-kind",),
    "requirement": ("programme", "competency"),
    "shared-title": ("role",),
}


@cache
def in_order() -> tuple[Kind, ...]:
    """Every kind, each after those that its rows may name."""
    by_model = {kind.model: kind.name for kind in kinds().values()}
    order: TopologicalSorter[str] = TopologicalSorter()
    for kind in kinds().values():
        named = {by_model.get(table_named(kind.field(name)), kind.name) for name in kind.fields} - {kind.name}
        order.add(kind.name, *sorted({*named, *NAMES_CODES_OF.get(kind.name, ())}))
    return tuple(kinds()[name] for name in order.static_order())


def table_named(field: models.Field) -> Any:
    """The table whose rows a column names, if it does."""
    return field.remote_field.model if field.remote_field else None


def _kind(model: type[models.Model]) -> Kind:
    name = str(model._meta.verbose_name).replace(" ", "-")
    fields = tuple(f.name for f in model._meta.concrete_fields if f.name not in NOT_EDITED and f.editable)
    return Kind(name, model, keys_of(model), fields)


@cache
def keys_of(model: type[models.Model]) -> tuple[tuple[str, ...], ...]:
    """The natural keys: unique fields, then unique constraints."""
    unique = [(f.name,) for f in model._meta.concrete_fields if f.unique and not f.primary_key and f.name != "uuid"]
    together = [
        tuple(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and not constraint.condition
    ]
    if not unique and not together:
        raise ValueError(f"{model.__name__} has no natural key, so no file could name its rows.")
    return (*unique, *together)


class Names:
    """The natural keys of related rows, each table read once."""

    def __init__(self) -> None:
        self.tables: dict[type[models.Model], dict] = {}
        self.rows: dict[type[models.Model], dict[str, int]] = {}

    def of(self, model: type[models.Model], pk: int) -> Any:
        if model not in self.tables:
            rows = model._default_manager.values_list("pk", *key_paths(model))
            self.tables[model] = {pk: _joined(parts) for pk, *parts in rows}
        return self.tables[model].get(pk)

    def row(self, model: type[models.Model], name: Any) -> int | None:
        """The number of the row that a file names, or nothing."""
        if model not in self.rows:
            self.of(model, 0)
            self.rows[model] = {said: pk for pk, said in self.tables[model].items()}
        return self.rows[model].get(str(name))

    def forget(self, model: type[models.Model]) -> None:
        """A table has new rows."""
        self.tables.pop(model, None)
        self.rows.pop(model, None)


def plain(field: models.Field, value: Any, names: Names | None = None) -> Any:
    """A value as JSON and YAML hold it: a related row by its natural key, a day as text."""
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        model = field.remote_field.model
        return names.of(model, value) if names else _named(model, value)
    return value.isoformat() if isinstance(value, date) else wordings.plain(value)


@cache
def key_paths(model: type[models.Model]) -> tuple[str, ...]:
    """The lookups that name a row wherever it is: for a part of a framework, the framework's code and version first."""
    found: list[str] = []
    for name in keys_of(model)[0]:
        field = model._meta.get_field(name)
        is_row = isinstance(field, models.ForeignKey)
        found += [f"{name}__{path}" for path in key_paths(field.remote_field.model)] if is_row else [name]
    return tuple(found)


def _joined(parts: Iterable) -> str:
    return BETWEEN.join(map(str, parts))


def _named(model: type[models.Model], pk: int) -> Any:
    parts = model._default_manager.filter(pk=pk).values_list(*key_paths(model)).first()
    return _joined(parts) if parts else None


def name_of(row: models.Model) -> str:
    """How files and other facts name a row, as "register/1/team"."""
    parts = [getattr(row, name) for name in keys_of(type(row))[0]]
    return _joined(name_of(part) if isinstance(part, models.Model) else part for part in parts)


def name_in_file(kind: Kind, values: Mapping[str, Any]) -> str:
    """What names a row in files, whether or not it is in the table."""
    return _joined("" if values.get(name) is None else values[name] for name in kind.key)


def found(model: type[models.Model], name: Any):
    """The row that a file names, or nothing."""
    paths = key_paths(model)
    parts = str(name).split(BETWEEN) if len(paths) > 1 else [name]
    if len(parts) != len(paths):
        return None
    try:
        return model._default_manager.filter(**dict(zip(paths, parts, strict=True))).first()
    except (ValueError, TypeError, ValidationError):
        return None
