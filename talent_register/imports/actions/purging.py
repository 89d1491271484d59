"""Forgetting: file bytes and rows go, the receipt with its counts and hash stays."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Concat, Lower

from talent_register.audit import actions as audit
from talent_register.imports import rules
from talent_register.imports.choices import Mode, State
from talent_register.imports.models import ImportFile, ImportRow, ImportRun

CHECKED_ONLY_KEPT = timedelta(hours=24)
SHORTEST_WORD = 5
EMPTY: dict[str, Any] = {
    "raw": {},
    "fixes": {},
    "cleaned": {},
    "issues": [],
    "before": None,
    "after": None,
    "origin": None,
    "person_id": None,
}


def due(at: datetime, days: int = rules.KEEP_DAYS) -> QuerySet[ImportRun]:
    """Runs that were abandoned, and closed ones that still hold a file or rows for which the days are over."""
    old = at - timedelta(days=days)
    stale = Q(state__in=rules.OPEN, uploaded_at__lt=old)
    stale |= Q(state__in=rules.OPEN, mode=Mode.CHECK, checked_at__lt=at - CHECKED_ONLY_KEPT)
    finished = Q(state__in=rules.DONE, imported_at__gte=old) | Q(state=State.UNDONE, undone_at__gte=old)
    has_rows = Q(Exists(ImportRow.objects.filter(run=OuterRef("pk"))))
    over = Q(state__in=rules.CLOSED) & ~finished & has_rows
    has_old_file = Q(Exists(ImportFile.objects.filter(_old_files(old), run=OuterRef("pk"))))
    return ImportRun.objects.filter(stale | over | has_old_file).order_by("uploaded_at", "pk")


def _old_files(old: datetime) -> Q:
    """A failed import can be begun again while its file is here; a cancelled one cannot."""
    return Q(created_at__lt=old) | Q(run__state=State.CANCELLED)


@transaction.atomic
def forget_runs(*, ids: Iterable[int], at: datetime, days: int = rules.KEEP_DAYS) -> dict:
    """Cancel what was abandoned; delete bytes, rows and answers of these runs."""
    runs = ImportRun.objects.filter(pk__in=list(ids))
    abandoned = runs.filter(state__in=rules.OPEN).update(state=State.CANCELLED)
    rows, _each = ImportRow.objects.filter(run__in=runs.filter(state__in=rules.CLOSED)).delete()
    files, _each = ImportFile.objects.filter(_old_files(at - timedelta(days=days)), run__in=runs).delete()
    runs.filter(state__in=rules.CLOSED).update(value_map={}, suggested={}, unsure_orders={})
    figures = {"abandoned": abandoned, "rows": rows, "files": files}
    if any(figures.values()):
        audit.record("imports.imports_purged", details=figures)
    return figures


def forget_people(*, ids: Iterable[int], words: Iterable[str]) -> int:
    """Empty the staged rows about these people: matched to them, or naming an address or number of theirs.

    That a row was there, and what became of it, stays with the receipt.
    """
    wanted = [word.lower() for word in words if len(word) >= SHORTEST_WORD]
    texts = Concat(*(Cast(column, TextField()) for column in ("raw", "fixes", "cleaned")))
    named = ImportRow.objects.annotate(text=Lower(texts))
    is_named = reduce(or_, (Q(text__contains=f'"{word}"') for word in wanted), Q(pk__in=[]))
    rows = named.filter(Q(person_id__in=list(ids)) | is_named).values("pk")
    return ImportRow.objects.filter(pk__in=rows).update(**EMPTY)
