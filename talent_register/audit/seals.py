"""Tamper evidence: sealing the record in stretches, and finding the first stretch that no longer fits its seal.

A beat task seals, so that no writer waits for another. Each digest is logged: kept elsewhere, the log shows a chain
that was rewritten from end to end.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from .models import Seal, SealMark

logger = logging.getLogger(__name__)
BEGINNING = "0" * 64
SETTLING = timedelta(seconds=30)
ONE_SEALER = 7_304_021
_AT = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""
_SAID = "coalesce(forgotten, encode(sha256(convert_to(jsonb_build_array(before, after)::text, 'UTF8')), 'hex'))"
_NAMED = (
    "coalesce(forgotten, encode(sha256(convert_to(jsonb_build_array(salt, actor_name, reason)::text, 'UTF8')), 'hex'))"
)
# What takes the place of a row's digest where all of the row has gone.
_WHOLE = {"audit_view": "forgotten"}
# Named one by one: a column that is added later does not break the seals of before.
COLUMNS = {
    "audit_event": f"id, {_AT}, type, actor, {_NAMED}, acting_for, organisation, object_type, object_ref,"
    " person_ref, details, request_id",
    "audit_view": f"id, {_AT}, actor, actor_name, organisation, role, page, purpose, people, request_id",
    "audit_change": f'id, {_AT}, "table", row_id, verb, {_SAID}, actor, acting_for, request_id, login',
}


@dataclass(frozen=True)
class Broken:
    """The first seal that does not hold, and why."""

    seal: Seal
    words: str


def seal(*, at: datetime) -> list[Seal]:
    """Seal what has settled since the mark of the last time, and set the next mark. One sealer at a time."""
    sealed = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_SEALER])
        if not cursor.fetchone()[0]:
            return []
    for table in COLUMNS:
        mark = SealMark.objects.filter(table=table).first()
        if mark is None or _has_settled(mark, at):
            if mark is not None:
                sealed += _seal_to(table, mark.to_id, at)
            _mark(table, at)
    for link in sealed:
        logger.info("Sealed %s after %s to %s: %s", link.table, link.after_id, link.to_id, link.digest)
    return sealed


def verify() -> Broken | None:
    """Walk the chain from its beginning; the first link that does not hold, or None when all do."""
    previous, ends = BEGINNING, dict.fromkeys(COLUMNS, 0)
    for link in Seal.objects.order_by("id").iterator():
        if words := next(_faults(link, previous, ends[link.table]), ""):
            return Broken(link, words)
        previous, ends[link.table] = link.digest, link.to_id
    return None


def _faults(link: Seal, previous: str, end: int) -> Iterator[str]:
    if link.previous != previous or link.after_id != end:
        yield "a link before it is missing or was changed"
    rows, digest = _digest(link.table, link.after_id, link.to_id, link.previous)
    if rows != link.rows:
        yield f"it sealed {link.rows} rows and there are {rows}"
    if digest != link.digest:
        yield "a row was changed"


def _has_settled(mark: SealMark, at: datetime) -> bool:
    """Whether nothing that ran when the mark was set can add a row below it any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= %s", [mark.transaction_id])
        return cursor.fetchone()[0] and at - mark.at >= SETTLING


def _seal_to(table: str, to_id: int, at: datetime) -> list[Seal]:
    last = Seal.objects.filter(table=table).order_by("id").last()
    after_id = last.to_id if last else 0
    if to_id <= after_id:
        return []
    newest = Seal.objects.order_by("id").last()
    previous = newest.digest if newest else BEGINNING
    rows, digest = _digest(table, after_id, to_id, previous)
    return [
        Seal.objects.create(
            at=at, table=table, after_id=after_id, to_id=to_id, rows=rows, digest=digest, previous=previous
        )
    ]


def _mark(table: str, at: datetime) -> None:
    """The highest id handed out so far, seen or not, and the first transaction that had not begun."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END,"  # noqa: S608
            " pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
            f" FROM {table}_id_seq"
        )
        to_id, transaction_id = cursor.fetchone()
    SealMark.objects.update_or_create(
        table=table, defaults={"to_id": to_id, "transaction_id": transaction_id, "at": at}
    )


def _digest(table: str, after_id: int, to_id: int, previous: str) -> tuple[int, str]:
    """How many rows the stretch has, and the digest of them all and of the link before."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT count(*),
                encode(sha256(convert_to(%s || coalesce(string_agg(one, '' ORDER BY id), ''), 'UTF8')), 'hex')
            FROM (
                SELECT id, coalesce({_WHOLE.get(table, "NULL")}, encode(sha256(convert_to(
                    jsonb_build_array({COLUMNS[table]})::text, 'UTF8')), 'hex')) AS one
                FROM {table} WHERE id > %s AND id <= %s
            ) stretch
            """,  # noqa: S608
            [f"{previous} {table} {after_id} {to_id} ", after_id, to_id],
        )
        return cursor.fetchone()
