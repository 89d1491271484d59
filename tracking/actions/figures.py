"""Freezing figures and publishing them: one person prepares, another publishes, nobody changes."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from talent_register.audit import actions as audit
from tracking.models import ReportSnapshot
from tracking.rules import reports as rules

LOCK = 20260806


class Frozen(Protocol):
    """A table that may be shown (tracking.reports makes them)."""

    code: str
    title: str
    method: str
    table: dict
    held_back: list[str]


@transaction.atomic
def freeze(
    *, family: str, as_at: date, tables: Sequence[Frozen], most_change: int, by: Any, at: datetime
) -> list[ReportSnapshot]:
    """Write an edition. What was frozen as at this day already is what it stays: it is returned as it is."""
    one_at_a_time()
    if there := list(ReportSnapshot.objects.edition(family, as_at)):
        return there
    rules.check_may_freeze(as_at, latest(family), timezone.localdate(at))
    made = ReportSnapshot.objects.bulk_create(
        [
            ReportSnapshot(
                family=family,
                code=one.code,
                as_at=as_at,
                position=position,
                title=one.title,
                method=one.method,
                table=one.table,
                held_back=list(one.held_back),
                most_change=most_change,
                digest=digest(one.table),
                built_at=at,
                built_by=by,
            )
            for position, one in enumerate(tables)
        ]
    )
    note("tracking.figures_frozen", family, as_at, by, tables=len(made))
    return made


def one_at_a_time() -> None:
    """Until the open transaction ends, nobody else prepares or asks for figures."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def latest(family: str) -> date | None:
    """The day of the newest edition, draft or published."""
    newest = ReportSnapshot.objects.filter(family=family).order_by("-as_at").first()
    return newest.as_at if newest else None


@transaction.atomic
def publish(*, family: str, as_at: date, by: Any, at: datetime) -> int:
    """A second person lets an edition out. All its tables become public in the same moment."""
    tables = list(ReportSnapshot.objects.select_for_update(of=("self",)).edition(family, as_at))
    for table in tables:
        rules.check_may_publish(table.state, table.built_by_id, by.pk)
    keys = [table.pk for table in tables]
    count = ReportSnapshot.objects.filter(pk__in=keys).update(
        state=ReportSnapshot.State.PUBLISHED, published_at=at, published_by=by
    )
    note("tracking.figures_published", family, as_at, by, tables=count)
    return count


@transaction.atomic
def discard(*, family: str, as_at: date, by: Any) -> int:
    """Throw a draft away, to make it anew. Published figures stay."""
    drafts = ReportSnapshot.objects.edition(family, as_at).filter(state=ReportSnapshot.State.DRAFT)
    count, _kinds = drafts.delete()
    note("tracking.figures_discarded", family, as_at, by, tables=count)
    return count


def digest(table: dict) -> str:
    """The fingerprint of a table: the same figures have the same one."""
    return hashlib.sha256(json.dumps(table, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def note(event: str, family: str, as_at: date, by: Any, **details: Any) -> None:
    audit.record(event, by=by, object_type="figures", object_ref=f"{family} {as_at.isoformat()}", details=details)
