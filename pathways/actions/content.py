"""Drafting, publishing and sending back changes to facts. Nothing is published by one person alone."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate

from pathways.content import Kind, Names, found, in_order, kinds, name_in_file, table_named
from pathways.known import Codes, is_answered, known, note
from pathways.models import ContentChange, LinkCheck
from pathways.rules.allowed import mistakes
from pathways.rules.content import AnotherWaits, CannotPublish, changed_names, check_can_publish, rewrites
from talent_register.audit import actions as audit
from talent_register.audit.models import Event

NumberOf = Callable[[type[models.Model], Any], int | None]


@transaction.atomic
def draft(
    *,
    kind: Kind,
    row: Any,
    after: dict,
    why: str,
    has_read_source: bool,
    by: Any,
    at: datetime,
    send: bool = True,
    in_place_of: ContentChange | None = None,
) -> ContentChange | None:
    """Write a change down, in place of one's own open one for the same row. Nothing when nothing would change.

    A draft of a new row has none yet, so that it is named: `in_place_of`.
    AnotherWaits when somebody else's change to that row is not decided yet: theirs is looked at first.
    """
    before = kind.values(row) if row else {}
    if row and not changed_names(before, after) and not has_read_source:
        return None
    if row:
        _make_room(kind, [row.pk], by)
    elif in_place_of:
        ContentChange.objects.filter(pk=in_place_of.pk, state=ContentChange.State.DRAFT, drafted_by=by).delete()
    change = _drafted(kind, row, before, after, why=why, has_read_source=has_read_source, drafted_by=by, drafted_at=at)
    change.state = ContentChange.State.WAITING if send else ContentChange.State.DRAFT
    change.save()
    _record("pathways.content_drafted", change, by)
    return change


def _drafted(kind: Kind, row: Any, before: dict, after: dict, **more: Any) -> ContentChange:
    title = str(row or name_in_file(kind, after))[:200]
    row_id = row.pk if row else None
    return ContentChange(kind=kind.name, row_id=row_id, title=title, before=before, after=after, **more)


def _make_room(kind: Kind, keys: Collection[int], by: Any) -> None:
    """One change to a row is open at a time: one's own gives way, another's does not."""
    changes = ContentChange.objects.select_for_update().filter(kind=kind.name, row_id__in=keys).open()
    for change in changes:
        if change.drafted_by_id != by.pk:
            raise AnotherWaits(change)
    ContentChange.objects.filter(pk__in=[change.pk for change in changes]).delete()


@transaction.atomic
def draft_all(
    *, facts: Iterable[tuple[Kind, Any, dict]], why: str, has_read_source: bool, by: Any, at: datetime
) -> list[ContentChange]:
    """What came in one file, as changes that a second person publishes one by one or together."""
    facts, names, keys = list(facts), Names(), dict[str, list[int]]()
    more = {"why": why, "has_read_source": has_read_source, "drafted_by": by, "drafted_at": at}
    more |= {"state": ContentChange.State.WAITING, "batch": uuid4() if len(facts) > 1 else None}
    changes = []
    for kind, row, after in facts:
        before = kind.values(row, names) if row else {}
        if row is None or has_read_source or changed_names(before, after):
            changes.append(_drafted(kind, row, before, after, **more))
            keys.setdefault(kind.name, []).extend([row.pk] if row else [])
    for name, taken in keys.items():
        _make_room(kinds()[name], taken, by)
    ContentChange.objects.bulk_create(changes, batch_size=200)
    audit.record_all(event_of("pathways.content_drafted", change, by) for change in changes)
    return changes


@transaction.atomic
def send(*, change: ContentChange, by: Any) -> ContentChange:
    """Hand a draft to a second person."""
    change = ContentChange.objects.select_for_update().get(pk=change.pk)
    if change.state == ContentChange.State.DRAFT:
        change.state = ContentChange.State.WAITING
        change.save(update_fields=["state"])
        _record("pathways.content_sent", change, by)
    return change


@transaction.atomic
def publish(*, change: ContentChange, by: Any, at: datetime) -> ContentChange:
    """Make the row say what the change says. Reading the source renews its check; a mere edit takes it away."""
    return _publish(change.pk, by, at, known())


@transaction.atomic
def publish_one_by_one(*, batch: UUID, by: Any, at: datetime) -> int:
    """All that waits of one file, each after those that it names; all of it or nothing. How many there were."""
    waiting: dict[str, list[int]] = {}
    for pk, kind in ContentChange.objects.waiting().of_file(batch).values_list("pk", "kind"):
        waiting.setdefault(kind, []).append(pk)
    codes, count = known(), 0
    for kind in in_order():
        for pk in waiting.get(kind.name, ()):
            change = _publish(pk, by, at, codes)
            note(codes, [(change.kind, change.after)])
            count += 1
    return count


def _publish(pk: int, by: Any, at: datetime, codes: Codes) -> ContentChange:
    change = ContentChange.objects.select_for_update().get(pk=pk)
    kind = kinds()[change.kind]
    row = locked(kind).filter(pk=change.row_id).first() if change.row_id else None
    check(change, kind, row, now=kind.values(row) if row else {}, by=by, codes=codes)
    row = row or new_row(kind, at)
    write(row, change, kind, by, lambda model, name: getattr(found(model, name), "pk", None))
    try:
        row.full_clean()
    except ValidationError as mistake:
        raise CannotPublish(f"{change.title}: {'; '.join(mistake.messages)}") from mistake
    try:
        row.save()
    except IntegrityError as refused:  # somebody published the like at this moment
        raise CannotPublish("stale") from refused
    decide(change, row, by, at)
    change.save()
    _record("pathways.content_published", change, by)
    return change


@transaction.atomic
def send_back(*, change: ContentChange, note: str, by: Any, at: datetime) -> ContentChange:
    """Not like this. The editor reads why; the row stays as it is."""
    change = ContentChange.objects.select_for_update().get(pk=change.pk)
    if change.state not in (ContentChange.State.WAITING, ContentChange.State.DRAFT):
        raise CannotPublish("state")
    change.state, change.note, change.decided_by, change.decided_at = ContentChange.State.DECLINED, note, by, at
    change.save()
    _record("pathways.content_sent_back", change, by)
    return change


@transaction.atomic
def send_all_back(*, batch: UUID, note: str, by: Any, at: datetime) -> None:
    """Nothing of a file like this."""
    for change in ContentChange.objects.waiting().of_file(batch):
        send_back(change=change, note=note, by=by, at=at)


@transaction.atomic
def note_links(*, opened: Mapping[str, str], at: datetime) -> None:
    """What was wrong with each link that was opened, or nothing; links that no fact holds any more are forgotten."""
    LinkCheck.objects.exclude(link__in=opened).delete()
    LinkCheck.objects.bulk_create(
        [LinkCheck(link=link, looked_at=at, problem=problem[:200]) for link, problem in opened.items()],
        update_conflicts=True,
        unique_fields=["link"],
        update_fields=["looked_at", "problem"],
    )


def locked(kind: Kind) -> models.QuerySet:
    """Rows of a kind, to be written. Without an order of their own: some kinds are ordered by a row that may be
    missing, which cannot be locked.
    """
    return kind.model._default_manager.select_for_update().order_by("pk")


def check(
    change: ContentChange,
    kind: Kind,
    row: Any,
    *,
    now: dict,
    by: Any,
    codes: Codes,
    answered: Callable[[int], bool] = is_answered,
) -> None:
    """Raises CannotPublish with the reason. `now` is what the row says, as plain values."""
    check_can_publish(
        is_waiting=change.state == ContentChange.State.WAITING,
        is_same_person=change.drafted_by_id == by.pk,
        before=change.before,
        now=now,
    )
    framework = kind.framework_of(row) if row else None
    if framework and rewrites(kind.name, change.before, change.after) and answered(framework):
        raise CannotPublish("answered")
    said = {"is_verified": change.has_read_source, **change.after}
    for name, words in mistakes(kind.name, said, codes):
        raise CannotPublish(f"{change.title}, {kind.about(name, words)}")


def new_row(kind: Kind, at: datetime) -> Any:
    row = kind.model()
    if hasattr(row, "created_at"):
        row.created_at = at
    return row


def write(row: Any, change: ContentChange, kind: Kind, by: Any, number_of: NumberOf, but: Collection[str] = ()) -> None:
    """Let the row say what the change says, `but` some columns. `number_of` finds the rows that it names."""
    for name, value in change.after.items():
        if name in but:
            continue
        field = kind.field(name)
        if value is not None and (table := table_named(field)):
            value = number_of(table, value)
            if value is None:
                raise CannotPublish("missing")
        elif isinstance(field, models.DateField) and isinstance(value, str):
            value = parse_date(value)
        setattr(row, field.attname, value)
    if not change.tells_marks:
        _mark(row, change, by)


def decide(change: ContentChange, row: Any, by: Any, at: datetime) -> None:
    change.state, change.row_id = ContentChange.State.PUBLISHED, row.pk
    change.decided_by, change.decided_at = by, at


def _mark(row: Any, change: ContentChange, by: Any) -> None:
    """Who says so now. `checked_by` also tells the loader of shipped files to leave the row alone."""
    row.checked_by = f"{change.drafted_by or ''}, {by}".strip(", ")[:200]
    row.is_verified = change.has_read_source
    day = localdate(change.drafted_at)
    row.checked_on = day if change.has_read_source else None
    row.checked = day.isoformat() if change.has_read_source else "edited, source not read"


def _record(type: str, change: ContentChange, by: Any) -> None:
    audit.record_all([event_of(type, change, by)])


def event_of(type: str, change: ContentChange, by: Any) -> Event:
    return audit.event_of(
        type,
        by=by,
        object_type=change.kind,
        object_ref=str(change.row_id or "new"),
        reason=change.why,
        details={"change": str(change.uuid), "fields": changed_names(change.before, change.after)},
    )
