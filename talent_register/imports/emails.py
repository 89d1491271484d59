"""Letters about imports, to the people who handle them. Nobody on a list is named in one."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise

from talent_register.accounts.models import Membership, User
from talent_register.accounts.roles import ROLES
from talent_register.common.permissions import Permission
from talent_register.letters import actions as letters
from talent_register.letters.models import Purpose

from .models import ImportRun
from .rules import DONE

APPROVERS = [code for code, role in ROLES.items() if Permission.IMPORT_APPROVE in role.permissions]
EXAMPLES = {
    "imports/ready": {
        "reference": "IMP-2026-00417",
        "name": "Avery Approver",
        "asked_by": "Cora Admin",
        "organisation": "Royal College of X",
        "people": 403,
        "things": "people",
        "link": "https://register.example/imports/IMP-2026-00417/",
    },
    "imports/asked": {
        "reference": "IMP-2026-00417",
        "name": "Cora Admin",
        "organisation": "Royal College of X",
        "is_done": False,
        "link": "https://register.example/imports/IMP-2026-00417/",
    },
    "imports/finished": {
        "reference": "IMP-2026-00417",
        "name": "Cora Admin",
        "organisation": "Royal College of X",
        "people": 403,
        "things": "people",
        "left_out": 14,
        "undo_until": "20 April 2026",
        "link": "https://register.example/imports/IMP-2026-00417/",
    },
}


def ready(run: ImportRun, asked_by: User, things: Promise | str) -> int:
    """Ask the organisation's other approvers to look, once for each check. Returns how many there are."""
    approvers = Membership.objects.current().filter(organisation=run.organisation, role__in=APPROVERS)
    people = User.objects.filter(memberships__in=approvers, is_active=True).exclude(pk=asked_by.pk).distinct()
    for user in people:
        _write("ready", run, user, asked_by=str(asked_by), things=things, key=f"{run.checked_at:%Y%m%d%H%M%S}")
    return len(people)


def finished(run: ImportRun, things: Promise | str) -> None:
    """Tell whoever uploaded and whoever approved. `things` is what so many rows of the list are called."""
    left_out = sum(run.counts.get(key, 0) for key in ("problems", "questions", "left_out"))
    undo_until = date_format(run.undo_until, "j F Y")
    for user in {run.uploaded_by, run.approved_by} - {None}:
        _write("finished", run, user, left_out=left_out, undo_until=undo_until, things=things, key="once")


def asked_answered(run: ImportRun, user: User, at: datetime) -> None:
    """Tell whoever asked people who they are that nobody is waited for any more. Who said what stays unsaid."""
    _write("asked", run, user, is_done=run.state in DONE, key=f"{at:%Y%m%d}")


def _write(name: str, run: ImportRun, user: User, *, key: str, **context) -> None:
    letters.write(
        key=f"imports/{name}:{run.reference}:{user.uuid}:{key}",
        kind=f"imports/{name}",
        purpose=Purpose.SECURITY,
        to_email=user.email,
        to_name=user.name,
        language=user.language,
        related=run.reference,
        context={
            "reference": run.reference,
            "name": user.name,
            "organisation": run.organisation.name,
            "people": run.ready_count,
            "link": settings.PUBLIC_URL + reverse("import-step", args=[run.reference]),
            **context,
        },
    )
