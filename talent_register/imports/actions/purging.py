"""Forgetting: file bytes and rows go, the receipt with its counts and hash stays."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast, Concat, Lower
from django.utils import timezone

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
    "person_id": None,
}


@transaction.atomic
def purge(*, at: datetime | None = None) -> dict:
    """Cancel what was abandoned for 30 days; delete bytes and rows of what is older than that."""
    at = at or timezone.now()
    old = at - timedelta(days=rules.KEEP_DAYS)
    stale = ImportRun.objects.filter(state__in=rules.OPEN, uploaded_at__lt=old)
    stale |= ImportRun.objects.filter(state__in=rules.OPEN, mode=Mode.CHECK, checked_at__lt=at - CHECKED_ONLY_KEPT)
    abandoned = stale.update(state=State.CANCELLED)
    closed = ImportRun.objects.closed()
    finished = closed.filter(state__in=rules.DONE, imported_at__gte=old)
    rows, _each = ImportRow.objects.filter(run__in=closed.exclude(pk__in=finished)).delete()
    files, _each = ImportFile.objects.filter(Q(created_at__lt=old) | Q(run__state=State.CANCELLED)).delete()
    closed.exclude(pk__in=finished).update(value_map={}, suggested={}, unsure_orders={})
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
