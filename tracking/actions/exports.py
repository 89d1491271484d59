"""Lists of people as files: asked for, agreed to, written from the register of that moment, deleted after 7 days."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from profiles.models import Clinician
from talent_register.accounts import access as accounts
from talent_register.audit import actions as audit
from talent_register.common.doorbell import ring_after_commit
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Organisation
from tracking import emails
from tracking.models import Export, ExportFile
from tracking.rules import exports as rules

TASK = "tracking.write_exports"
State = Export.State


class Ways(NamedTuple):
    """Whom a kept selection chooses today for a user, and how people become a file."""

    people_of: Callable[[Any, str, date], QuerySet]
    as_file: Callable[[Export, QuerySet, datetime], tuple[bytes, list[str]]]


@transaction.atomic
def ask(
    *,
    query: str,
    said: str,
    people: int,
    columns: list[str],
    format: str,
    reason: str,
    team: Organisation,
    by: Any,
    at: datetime,
) -> Export:
    """Ask for a list. A long one waits for a second person; the others are written next."""
    rules.check_size(people)
    export = Export.objects.create(
        state=State.ASKED if rules.needs_second_person(people) else State.QUEUED,
        format=format,
        query=query,
        said=said[:1000],
        columns=columns,
        reason=reason,
        people=people,
        asked_by=by,
        team=team,
        asked_at=at,
    )
    _record("tracking.export_asked", export, by, reason=reason, details={"people": people, "columns": columns})
    ring_after_commit(TASK)
    return export


@transaction.atomic
def decide(*, export: Export, is_agreed: bool, by: Any, at: datetime) -> Export:
    """The second person's answer. The file is then written for the one who asked, in their scope."""
    export = Export.objects.select_for_update(of=("self",)).select_related("team", "asked_by").get(pk=export.pk)
    rules.check_can_agree(is_own=export.asked_by_id == by.pk, is_waiting=export.state == State.ASKED)
    export.state = State.QUEUED if is_agreed else State.REFUSED
    export.decided_by, export.decided_at = by, at
    export.save()
    _record("tracking.export_agreed" if is_agreed else "tracking.export_refused", export, by)
    if not is_agreed:
        emails.export_answered(export)
    ring_after_commit(TASK)
    return export


def write_queued(*, how: Ways) -> int:
    """Write what waits, each in a transaction of its own. Two writers never take the same one."""
    count = 0
    while _write_next(how):
        count += 1
    return count


def write_now(*, export: Export, how: Ways) -> None:
    """Write a short list at once, so that nobody waits for the background."""
    if not rules.is_for_the_background(export.people):
        _write_next(how, pk=export.pk)


@transaction.atomic
def _write_next(how: Ways, pk: int | None = None) -> bool:
    queue = Export.objects.filter(state=State.QUEUED).select_related("asked_by", "team")
    queue = queue.filter(pk=pk) if pk else queue
    export = queue.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if export is None:
        return False
    _write(export, how, timezone.now())
    return True


def _write(export: Export, how: Ways, at: datetime) -> None:
    """Whoever withdrew since is not in it; nor is anybody, when the one who asked has lost the right."""
    user = export.asked_by
    people = how.people_of(user, export.query, timezone.localdate(at))
    if not accounts.can(user, Permission.PEOPLE_EXPORT):
        people = people.none()
    content, references = how.as_file(export, people[: rules.MOST], at)
    if not references:
        export.state = State.EMPTY
        export.save()
        return
    ExportFile.objects.update_or_create(
        export=export,
        defaults={"content": Fernet(settings.FIELD_KEY).encrypt(content), "people": references},
    )
    export.state, export.written_at, export.kept_until = State.READY, at, rules.kept_until(at)
    export.rows, export.sha256 = len(references), hashlib.sha256(content).hexdigest()
    export.save()
    place = accounts.capacity(user, Permission.PEOPLE_EXPORT)
    audit.viewed(
        references,
        page=audit.EXPORT,
        by=user,
        organisation=place.organisation,
        role=place.role,
        purpose=export.reason,
    )
    _record(
        "tracking.export_written",
        export,
        user,
        reason=export.reason,
        details={"rows": export.rows, "sha256": export.sha256, "filters": export.said[:200]},
    )
    if rules.is_for_the_background(export.people) or export.decided_by_id:
        emails.export_answered(export)


@transaction.atomic
def take(*, export: Export, by: Any, how: Ways, at: datetime) -> bytes:
    """The file for the one who asked. Has anybody in it withdrawn since, it is written anew first."""
    export = Export.objects.select_for_update(of=("self",)).select_related("asked_by", "team").get(pk=export.pk)
    if export.state != State.READY:
        raise rules.CannotExport(export.get_state_display())
    if not export.is_kept_on(at):
        raise rules.CannotExport(State.GONE.label)
    still = Clinician.objects.visible_to(by, Permission.PEOPLE_EXPORT).filter(reference__in=export.file.people)
    if still.count() < len(export.file.people):
        _write(export, how, at)
        if export.state != State.READY:
            ExportFile.objects.filter(export=export).delete()
            return b""
        export = Export.objects.select_related("file", "team").get(pk=export.pk)
    export.downloaded_at = at
    export.save(update_fields=["downloaded_at"])
    _record("tracking.export_downloaded", export, by, details={"rows": export.rows})
    return Fernet(settings.FIELD_KEY).decrypt(bytes(export.file.content))


def old(at: datetime, days: int = 0) -> QuerySet[Export]:
    """Exports whose file is over its days. Each carries the day that its page named."""
    return Export.objects.filter(state=State.READY, kept_until__lte=at).order_by("kept_until", "pk")


@transaction.atomic
def forget(*, keys: list[int]) -> int:
    """Delete these files. That they were written stays on record."""
    ExportFile.objects.filter(export__in=keys).delete()
    return Export.objects.filter(pk__in=keys).update(state=State.GONE)


def _record(event: str, export: Export, by: Any, **more: Any) -> None:
    audit.record(event, by=by, object_type="export", object_ref=str(export.uuid), organisation=export.team.code, **more)
