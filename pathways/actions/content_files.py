"""Publishing what came in one file: all of it or nothing, with a few statements for each kind of fact."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from pathways.content import MARKS, Kind, Names, in_order, name_in_file, table_named
from pathways.known import Codes, is_answered, known, note
from pathways.models import ContentChange
from pathways.rules.content import CannotPublish
from talent_register.audit import actions as audit

from . import content

AT_ONCE = 200


@dataclass(frozen=True)
class Around:
    """What is asked of the tables once for all changes of a file."""

    names: Names
    codes: Codes
    answered: Callable[[int], bool]


def publish_all(*, batch: UUID, by: Any, at: datetime) -> int:
    """All that waits of one file. How many there were.

    What the database refuses all at once is published row by row, in the order of the file: what refuses is named, and
    a row may take a name that another one gives up before it.
    """
    try:
        with transaction.atomic():
            return _at_once(batch, by, at)
    except IntegrityError:
        return content.publish_one_by_one(batch=batch, by=by, at=at)


def _at_once(batch: UUID, by: Any, at: datetime) -> int:
    rows = ContentChange.objects.select_for_update(of=("self",)).select_related("drafted_by")
    changes = list(rows.waiting().of_file(batch))
    waiting: dict[str, list[ContentChange]] = {}
    for change in changes:
        waiting.setdefault(change.kind, []).append(change)
    around = Around(Names(), known(), cache(is_answered))
    for kind in in_order():
        if kind.name in waiting:
            _publish(kind, waiting[kind.name], around, by, at)
    new = [change for change in changes if not change.before]
    ContentChange.objects.bulk_update(new, ["row_id"], batch_size=AT_ONCE)
    decided = {"state": ContentChange.State.PUBLISHED, "decided_by": by, "decided_at": at}
    ContentChange.objects.filter(pk__in=[change.pk for change in changes]).update(**decided)
    audit.record_all(content.event_of("pathways.content_published", change, by) for change in changes)
    return len(changes)


def _publish(kind: Kind, changes: Sequence[ContentChange], around: Around, by: Any, at: datetime) -> None:
    """In the order of the file. What names a new row of the same kind does so once all of them are there."""
    names, codes = around.names, around.codes
    rows = content.locked(kind).in_bulk([change.row_id for change in changes if change.row_id])
    coming = {name_in_file(kind, change.after) for change in changes if not change.row_id}
    own = [name for name in kind.fields if table_named(kind.field(name)) is kind.model]
    written: list[Any] = []
    later: list[tuple[Any, str, Any]] = []
    for change in changes:
        row = rows.get(change.row_id) if change.row_id else None
        now = kind.values(row, names) if row else {}
        content.check(change, kind, row, now=now, by=by, codes=codes, answered=around.answered)
        row = row or content.new_row(kind, at)
        not_yet = [name for name in own if str(change.after.get(name)) in coming]
        content.write(row, change, kind, by, names.row, but=not_yet)
        _clean(row, change)
        note(codes, [(change.kind, change.after)])
        later += [(row, name, change.after[name]) for name in not_yet]
        written.append(row)
    _save(kind, written)
    names.forget(kind.model)
    for row, name, value in later:
        setattr(row, kind.field(name).attname, names.row(kind.model, value))
    if later:
        kind.model._default_manager.bulk_update([row for row, _name, _value in later], own, batch_size=AT_ONCE)
    for change, row in zip(changes, written, strict=True):
        content.decide(change, row, by, at)


def _clean(row: Any, change: ContentChange) -> None:
    """What each column allows. Rows that it names were found already, and the database holds the rest."""
    relations = {field.name for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey)}
    try:
        row.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
    except ValidationError as mistake:
        raise CannotPublish(f"{change.title}: {'; '.join(mistake.messages)}") from mistake


def _save(kind: Kind, rows: Sequence[Any]) -> None:
    new, there = [row for row in rows if row.pk is None], [row for row in rows if row.pk is not None]
    kind.model._default_manager.bulk_create(new, batch_size=AT_ONCE)
    kind.model._default_manager.bulk_update(there, [*kind.fields, *MARKS], batch_size=AT_ONCE)
