"""The home of a college or training body: three ways in, its last import, and which days end something."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from profiles.models import Clinician, Recognition
from talent_register.accounts import access
from talent_register.common.permissions import Permission
from talent_register.imports.actions.purging import CHECKED_ONLY_KEPT
from talent_register.imports.choices import Letters, Mode
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters.steps import TAGS
from talent_register.imports.resources import list_types
from talent_register.imports.rules import DONE, OPEN, kept_until
from tracking import registry
from tracking.registry import Todo

MOST_DAYS = 5


@dataclass(frozen=True)
class Ending:
    """An import, the day on which something about it ends, and what."""

    run: ImportRun
    on: date
    words: str


@dataclass(frozen=True)
class Home:
    attention: list[Todo]
    last: ImportRun | None
    kind: str
    colour: str
    endings: list[Ending]
    trainees: int
    recognised: int


def home(user: Any, at: datetime) -> Home:
    """Figures and imports only: nobody is named, so nobody is noted as seen."""
    runs = ImportRun.objects.visible_to(user)
    places = access.organisations_where(user, Permission.TRAINEE_VIEW)
    last = runs.first()
    return Home(
        attention=registry.attention(user, at.date()),
        last=last,
        kind=str(list_types()[last.list_type].name) if last else "",
        colour=TAGS[last.state] if last else "",
        endings=endings(runs, at),
        trainees=Clinician.objects.visible_to(user, Permission.TRAINEE_VIEW).count(),
        recognised=Recognition.objects.filter(organisation__in=places).count(),
    )


def endings(runs: QuerySet[ImportRun], at: datetime) -> list[Ending]:
    """What ends first: unfinished imports that will be deleted, letters to decide on, imports that can be undone."""
    open_runs = [_open(run) for run in runs.filter(state__in=OPEN, checked_at__isnull=False)[:MOST_DAYS]]
    done = [_done(run) for run in runs.filter(state__in=DONE, imported_at__gte=at - timedelta(days=30))[:MOST_DAYS]]
    return sorted((*open_runs, *done), key=lambda one: one.on)[:MOST_DAYS]


def _open(run: ImportRun) -> Ending:
    if run.mode == Mode.CHECK and run.checked_at:
        return Ending(run, (run.checked_at + CHECKED_ONLY_KEPT).date(), _("This check is deleted"))
    return Ending(run, kept_until(run.uploaded_at), _("This import is deleted unless you finish it"))


def _done(run: ImportRun) -> Ending:
    if run.letters == Letters.UNDECIDED:
        return Ending(run, run.undo_until, _("The last day to choose letters to its people, or to undo it"))
    return Ending(run, run.undo_until, _("The last day to undo it"))
