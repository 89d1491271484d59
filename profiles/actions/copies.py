"""A copy of everything about a person: asked for, made (at once or in the background), handed over, forgotten."""

from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation

from profiles import rules
from profiles.models import Clinician, DataCopy
from profiles.rights import copying, files
from profiles.rights.subject import Subject
from talent_register.common.doorbell import ring_after_commit

from .trail import note

TASK = "profiles.make_data_copies"


@transaction.atomic
def ask(*, clinician: Clinician, by: Any, at: datetime) -> DataCopy:
    """Ask for a copy. A small one is there at once; one that is being made already is not asked for twice."""
    Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)
    waiting = clinician.data_copies.filter(state=DataCopy.State.WAITING).first()
    if waiting:
        return waiting
    copy = DataCopy.objects.create(clinician=clinician, asked_at=at, expires_at=at + timedelta(days=rules.COPY_DAYS))
    note("profiles.data_copy_asked", clinician, by)
    if rules.is_small(copying.size(Subject.of([clinician]))):
        return make(copy=copy, at=at)
    ring_after_commit(TASK)
    return copy


@transaction.atomic
def claim_next(*, at: datetime) -> int | None:
    """The copy to make now, counted as tried; None when none waits. One that broke three times is given up."""
    waiting = DataCopy.objects.filter(state=DataCopy.State.WAITING).select_for_update(skip_locked=True, of=("self",))
    DataCopy.objects.filter(state=DataCopy.State.WAITING, attempts__gte=rules.COPY_TRIES).update(
        state=DataCopy.State.FAILED
    )
    copy = waiting.order_by("attempts", "asked_at").first()
    if copy is None:
        return None
    DataCopy.objects.filter(pk=copy.pk).update(attempts=F("attempts") + 1)
    return copy.pk


@transaction.atomic
def make_claimed(*, pk: int, at: datetime) -> None:
    """Make it, unless somebody else has, or its person has gone."""
    waiting = DataCopy.objects.filter(pk=pk, state=DataCopy.State.WAITING)
    if copy := waiting.select_for_update(skip_locked=True, of=("self",)).first():
        make(copy=copy, at=at)


@transaction.atomic
def make(*, copy: DataCopy, at: datetime) -> DataCopy:
    """Read every table and keep the file, encrypted, until it is fetched or its days are over."""
    clinician = copy.clinician
    with translation.override(clinician.language):
        content = files.archive(
            tables=copying.tables(Subject.of([clinician])),
            left_out=copying.left_out(),
            reference=clinician.reference,
            at=at,
            service_name=settings.SERVICE_NAME,
            reply_email=settings.REPLY_EMAIL,
        )
    copy.content, copy.size = Fernet(settings.FIELD_KEY).encrypt(content), len(content)
    copy.state, copy.made_at = DataCopy.State.READY, at
    copy.save()
    return copy


@transaction.atomic
def hand_over(*, copy: DataCopy, by: Any) -> bytes:
    """The file, and that it was fetched."""
    note("profiles.data_downloaded", copy.clinician, by)
    return Fernet(settings.FIELD_KEY).decrypt(bytes(copy.content))
