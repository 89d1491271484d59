"""What profiles can let go. Which of it goes when, and why, stands in the table of retention rules."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from talent_register.common.retention import Sweep

from .actions import away, erasure, rights
from .models import (
    Clinician,
    DataCopy,
    EndedLink,
    RecordMerge,
    RegistrationDraft,
    RightsRequest,
    SentForm,
    UnsentAnswer,
)


def _stubs(at: datetime, days: int) -> Any:
    """Each record carries the day that its letter named."""
    return Clinician.objects.unanswered_on(timezone.localdate(at)).order_by("erase_on", "pk")


def _drafts(at: datetime, days: int) -> Any:
    return RegistrationDraft.objects.filter(updated_at__lt=at - timedelta(days=days)).order_by("updated_at")


def _unsent(at: datetime, days: int) -> Any:
    return UnsentAnswer.objects.filter(at__lte=at - timedelta(days=days)).order_by("at")


def _sent(at: datetime, days: int) -> Any:
    return SentForm.objects.filter(at__lte=at - timedelta(days=days)).order_by("at")


def _ended(at: datetime, days: int) -> Any:
    return EndedLink.objects.filter(ended_on__lt=timezone.localdate(at) - timedelta(days=days)).order_by("ended_on")


def _copies(at: datetime, days: int) -> Any:
    """Each copy carries the moment that its page named."""
    return DataCopy.objects.filter(expires_at__lte=at).order_by("expires_at")


def _merges(at: datetime, days: int) -> Any:
    over = RecordMerge.objects.filter(undo_until__lt=timezone.localdate(at))
    return over.exclude(was={}).order_by("undo_until")


def _requests(at: datetime, days: int) -> Any:
    return RightsRequest.objects.filter(settled_at__lt=at - timedelta(days=days)).order_by("settled_at")


def _delete(model: type[Model]) -> Any:
    """Rows of which nothing stays."""
    return lambda keys, at, days: model._default_manager.filter(pk__in=keys).delete()


SWEEPS = [
    Sweep(
        "unanswered",
        Clinician.objects.count,
        _stubs,
        lambda keys, at, days: erasure.expire(ids=keys, at=at),
        before=lambda keys, at: erasure.tell_colleges(ids=keys, on=timezone.localdate(at)),
        after=erasure.tidy,
    ),
    Sweep("drafts", RegistrationDraft.objects.count, _drafts, _delete(RegistrationDraft)),
    Sweep("unsent", UnsentAnswer.objects.count, _unsent, _delete(UnsentAnswer)),
    Sweep("sent", SentForm.objects.count, _sent, _delete(SentForm)),
    Sweep("ended_links", EndedLink.objects.count, _ended, _delete(EndedLink)),
    Sweep("copies", DataCopy.objects.count, _copies, _delete(DataCopy)),
    Sweep(
        "merges",
        RecordMerge.objects.count,
        _merges,
        lambda keys, at, days: RecordMerge.objects.filter(pk__in=keys).update(moved=[], was={}),
    ),
    Sweep(
        away.CODE,
        Clinician.objects.count,
        lambda at, days: away.silent(at=at, days=days),
        lambda keys, at, days: away.let_go(ids=keys, at=at),
        after=erasure.tidy,
    ),
    Sweep("requests", RightsRequest.objects.count, _requests, lambda keys, at, days: rights.forget(ids=keys)),
]
