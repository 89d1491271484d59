"""Rows that wait until the people they are about have said who they are: hear of the answers, and look again."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from talent_register.accounts.models import User
from talent_register.imports import emails
from talent_register.imports.choices import Answer
from talent_register.imports.models import ImportRow, ImportRun
from talent_register.imports.rules import ANSWERABLE, CannotChange

from .runs import check_again

AT_ONCE = 200


@transaction.atomic
def answered(*, reference: str, asked_by: User | None, is_last: bool, at: datetime) -> None:
    """Check a list again that still waits for its approval. With the last answer, tell whoever asked."""
    run = ImportRun.objects.filter(reference=reference).first()
    if run is None:
        return
    if is_last and asked_by and asked_by.is_active:
        emails.asked_answered(run, asked_by, at)
    _check_again(run)


def _check_again(run: ImportRun) -> None:
    """If somebody is working on it just now, `look_again` comes back to it."""
    if run.state not in ANSWERABLE:
        return
    try:
        check_again(run=run, by=None)
    except CannotChange:
        return


def look_again(*, is_waiting: Callable[[ImportRow], bool]) -> int:
    """Check lists again in which a row still waits although nobody is asked any more. Returns how many."""
    rows = ImportRow.objects.filter(answer=Answer.ASK, run__state__in=ANSWERABLE).select_related("run")
    over = {row.run for row in rows.order_by("pk")[:AT_ONCE] if not is_waiting(row)}
    for run in over:
        _check_again(run)
    return len(over)
