"""Lists that leave as files: who took what, how many rows and by which permission. Whom a file is about can read it."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent_register.accounts import access
from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.common.permissions import Permission
from talent_register.imports.choices import RowState
from talent_register.imports.models import ImportRun

# What the people in a file read of why it was taken.
OWN_ROWS = _("What an organisation sent about its own people, taken back")
PRESENT = _("An organisation’s own list as the register has it")
# Of such rows it is not settled whom they are about: what leaves is what was sent, and nobody's record.
UNSETTLED = (RowState.PROBLEM, RowState.QUESTION, RowState.LEFT_OUT)


def note_rows(type: str, run: ImportRun, list_type: Any, found: QuerySet, *, what: str, ending: str, by: User) -> None:
    """Write down that rows of an import leave as a file."""
    known = found.filter(person_id__isnull=False).exclude(state__in=UNSETTLED)
    audit.record(
        type,
        by=by,
        object_type="import",
        object_ref=run.reference,
        organisation=run.organisation.code,
        details={"list": what, "rows": found.count(), "ending": ending, "allowed_by": str(Permission.IMPORT_VIEW)},
    )
    place = access.capacity(by, Permission.IMPORT_VIEW, [run.organisation_id])
    _seen(list_type.references(known.values_list("person_id", flat=True)), by, place, OWN_ROWS)


def note_present(
    list_type: Any, places: Collection[int], *, rows: int, people: Collection[str], ending: str, by: User
) -> None:
    """Write down that somebody took along the list of these organisations as the register has it."""
    place = access.capacity(by, list_type.permission, places)
    audit.record(
        "imports.list_exported",
        by=by,
        object_type="list",
        object_ref=list_type.code,
        organisation=place.code,
        details={"rows": rows, "ending": ending, "allowed_by": str(list_type.permission)},
    )
    _seen(people, by, place, PRESENT)


def _seen(people: Collection[str], by: User, place: access.Capacity, purpose: Promise | str) -> None:
    audit.viewed(
        people,
        page=audit.EXPORT,
        by=by,
        organisation=place.organisation,
        role=place.role,
        purpose=str(purpose),
    )
