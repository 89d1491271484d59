"""Moving everything that points to one record to another, and back again.

The tables come from the registry: a new one is found by its keys. Where a person can have only one row of a kind, the
table's entry in privacy.py says what becomes of the second (`clash`); a house test asks for it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.lookups import IsNull

from profiles.models import Clinician
from talent_register.common.privacy import Clash, Fields

from .registry import Holding, holdings

BY_NUMBER = "clinician_ids"
NAMES = ("id", "uuid", "reference")


@dataclass(frozen=True)
class Unique:
    """A uniqueness rule that a record's column is in: the other columns, and for which rows it holds."""

    others: list[str]
    condition: Q = field(default_factory=Q)
    nulls_differ: bool = True

    def is_same(self) -> Q:
        """A row that this rule would not suffer beside the row of the outer query."""
        same = self.condition
        for name in self.others:
            equal = Q(**{name: OuterRef(name)})
            if not self.nulls_differ:
                equal |= Q(**{f"{name}__isnull": True}) & Q(IsNull(OuterRef(name), True))
            same &= equal
        return same


@dataclass(frozen=True)
class Link:
    """A column by which rows of a table name a record: a key, or its bare number."""

    model: type[models.Model]
    column: str
    fields: Fields

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def uniques(self) -> list[Unique]:
        """The uniqueness rules that this column is in."""
        column = self.model._meta.get_field(self.column)
        rules = [Unique([])] if getattr(column, "unique", False) else []
        for rule in self.model._meta.constraints:
            if isinstance(rule, models.UniqueConstraint) and self.column in rule.fields:
                others = [name for name in rule.fields if name != self.column]
                rules.append(Unique(others, rule.condition or Q(), rule.nulls_distinct is not False))
        together = [names for names in self.model._meta.unique_together if self.column in names]
        return [*rules, *(Unique([name for name in names if name != self.column]) for names in together)]

    def rows(self, record: Clinician) -> models.QuerySet:
        return self.model._base_manager.filter(**{self.column: record.pk})

    def clashing(self, kept: Clinician, lost: Clinician) -> models.QuerySet:
        """Rows of the lost record that the kept one has too."""
        clash = Q(pk__in=[])
        for unique in self.uniques:
            clash |= unique.condition & Q(Exists(self.rows(kept).filter(unique.is_same())))
        return self.rows(lost).filter(clash)

    def beside(self, row: models.Model, kept: Clinician) -> models.Model | None:
        """The kept record's row beside which this one cannot stand."""
        same = Q(pk__in=[])
        for unique in self.uniques:
            same |= unique.condition & Q(**{name: getattr(row, name) for name in unique.others})
        return self.rows(kept).filter(same).first()

    def unguarded(self) -> AbstractContextManager:
        """Tables whose rows are written once give way; the change history does not."""
        triggers = getattr(self.model._meta, "triggers", [])
        names = [t.name for t in triggers if not t.name.startswith("history_") and t.name != "no_truncate"]
        guards = [f"{self.model._meta.label}:{name}" for name in names]
        # Without a name, `ignore` would ignore every trigger.
        return pgtrigger.ignore(*guards) if guards else nullcontext()


@dataclass(frozen=True)
class Planned:
    """What a merge makes of one table: so many rows move, stay with the lost record, or end and move."""

    title: str
    moves: int
    stays: int
    ends: int


def links() -> Iterator[Link]:
    """Every column that names a record."""
    for holding in holdings():
        if holding.fields is not None:
            yield from (Link(holding.model, name, holding.fields) for name in _columns(holding))


def _columns(holding: Holding) -> Iterator[str]:
    fixed = holding.fields.fixed.split() if holding.fields else []
    for column in holding.model._meta.concrete_fields:
        if column.is_relation and column.remote_field.model is Clinician and column.name not in fixed:
            yield column.name
    for lookup, attribute in dict(holding.fields.found_by if holding.fields else {}).items():
        if attribute == BY_NUMBER:
            yield lookup.removesuffix("__in")


def plan(kept: Clinician, lost: Clinician) -> list[Planned]:
    """What would move, for reading before anything does. Two queries, however many tables there are."""
    every = list(links())
    rows = _counts({place: link.rows(lost) for place, link in enumerate(every)})
    clashing = _counts({place: link.clashing(kept, lost) for place, link in enumerate(every) if link.uniques})
    return [_planned(every[place], count, clashing.get(place, 0)) for place, count in rows.items() if count]


def _counts(found: dict[int, models.QuerySet]) -> dict[int, int]:
    """How many rows each query finds, all asked at once."""
    counted = [
        query.order_by()
        .annotate(which_table=Value(place))
        .values("which_table")
        .annotate(how_many=Count("pk"))
        .values_list("which_table", "how_many")
        for place, query in found.items()
    ]
    return dict(sorted(counted[0].union(*counted[1:], all=True)))


def _planned(link: Link, count: int, clashing: int) -> Planned:
    ends = clashing if link.fields.clash is Clash.ENDS else 0
    title = str(link.model._meta.verbose_name_plural).capitalize()
    return Planned(title, count - clashing + ends, clashing - ends, ends)


def move(kept: Clinician, lost: Clinician, on: date) -> list[dict[str, Any]]:
    """Point everything at the kept record. Returns what was done to which rows, as `put_back` reads it."""
    done: list[dict[str, Any]] = []
    for link in links():
        clashing = set(link.clashing(kept, lost).values_list("pk", flat=True)) if link.uniques else set()
        ids = set(link.rows(lost).values_list("pk", flat=True))
        with link.unguarded():
            if link.fields.clash is Clash.ENDS and clashing:
                link.model._base_manager.filter(pk__in=clashing).update(**{link.fields.ends: on})
                done.append(_entry(link, clashing, ended=on.isoformat()))
            else:
                ids -= clashing
                done += _follow(link, clashing, kept)
            if ids:
                link.model._base_manager.filter(pk__in=ids).update(**{link.column: kept.pk})
                done.append(_entry(link, ids))
    return done


def _follow(link: Link, aside: set[Any], kept: Clinician) -> Iterator[dict[str, Any]]:
    """What hangs on rows that stay aside goes to the kept record's rows, where those have nothing like it. Where both
    have one, the one that went further does: what the person answered last is in force."""
    for holding in holdings() if aside else ():
        fields = holding.fields
        if not fields or not fields.follows or _followed(holding) is not link.model:
            continue
        rows, name = holding.model._base_manager, fields.follows
        for row in link.model._base_manager.filter(pk__in=aside):
            theirs, place = rows.filter(**{name: row}).first(), link.beside(row, kept)
            ours = rows.filter(**{name: place}).first() if place else None
            where = {"table": holding.model._meta.label_lower, "column": name}
            if theirs and ours and _went_further(theirs, ours, fields.weighs):
                _swap(holding.model, name, theirs, ours)
                yield {**where, "swapped": [theirs.pk, ours.pk], "places": [row.pk, place.pk]}
            elif theirs and place and not ours:
                rows.filter(pk=theirs.pk).update(**{name: place})
                yield {**where, "ids": [theirs.pk], "was": row.pk, "became": place.pk}


def _followed(holding: Holding) -> type[models.Model]:
    return holding.model._meta.get_field(holding.fields.follows).remote_field.model


def _went_further(theirs: models.Model, ours: models.Model, columns: str) -> bool:
    """Whether the first has the later of these times, the first column that tells them apart deciding."""
    for name in columns.split():
        one, other = getattr(theirs, name), getattr(ours, name)
        if one != other:
            return other is None or (one is not None and one > other)
    return False


def _swap(model: type[models.Model], name: str, one: models.Model, other: models.Model) -> None:
    """Let two rows change places that no third can share. For a moment one is nowhere: keys are checked on commit."""
    column = model._meta.get_field(name).attname
    places = getattr(one, column), getattr(other, column)
    for row, place in ((one, -one.pk), (other, places[0]), (one, places[1])):
        model._base_manager.filter(pk=row.pk).update(**{column: place})


def _entry(link: Link, ids: set[Any], **more: str) -> dict[str, Any]:
    return {"table": link.label, "column": link.column, "ids": sorted(ids), **more}


def put_back(moved: list[dict[str, Any]], kept: Clinician, lost: Clinician) -> int:
    """Point the rows that were moved, and still are where they were put, back at the other record. How many."""
    by_name = {(link.label, link.column): link for link in links()}
    count = 0
    for entry in reversed(moved):
        if "swapped" in entry:
            _swap_back(entry)
            continue
        if "was" in entry:
            rows = apps.get_model(entry["table"])._base_manager.filter(pk__in=entry["ids"])
            rows.filter(**{entry["column"]: entry["became"]}).update(**{entry["column"]: entry["was"]})
            continue
        link = by_name.get((entry["table"], entry["column"]))
        if link is None:
            continue
        rows = link.model._base_manager.filter(pk__in=entry["ids"])
        with link.unguarded():
            if "ended" in entry:
                rows.filter(**{link.fields.ends: entry["ended"]}).update(**{link.fields.ends: None})
            else:
                count += rows.filter(**{link.column: kept.pk}).update(**{link.column: lost.pk})
    return count


def _swap_back(entry: dict[str, Any]) -> None:
    model, name = apps.get_model(entry["table"]), entry["column"]
    one, other = (model._base_manager.filter(pk=pk).first() for pk in entry["swapped"])
    column = model._meta.get_field(name).attname
    if one and other and [getattr(other, column), getattr(one, column)] == entry["places"]:
        _swap(model, name, one, other)


def columns_of(record: Clinician) -> dict[str, Any]:
    """Every stored column of a record but those that name it."""
    columns = [column.attname for column in record._meta.concrete_fields if column.name not in NAMES]
    return {name: getattr(record, name) for name in columns}


def as_stored(values: dict[str, Any]) -> dict[str, Any]:
    """The values for a JSON column, to the microsecond."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def as_read(values: dict[str, Any]) -> dict[str, Any]:
    """What `as_stored` stored, as the columns hold it."""
    named = {column.attname: column for column in Clinician._meta.concrete_fields}
    return {name: _read(named[name], value) for name, value in values.items() if name in named}


def _read(column: models.Field, value: Any) -> Any:
    if value is None or isinstance(column, models.ForeignKey | models.JSONField):
        return value
    return column.to_python(value)
