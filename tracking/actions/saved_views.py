"""Keeping, changing and passing on saved views of the people list."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from talent_register.organisations.models import Organisation
from tracking.models import SavedView
from tracking.rules import saved_views as rules


@transaction.atomic
def save(*, name: str, query: str, team: Organisation, is_shared: bool, by: Any, at: datetime) -> SavedView:
    """Keep a search under a name. A name is its owner's only one, whatever its capitals."""
    view = SavedView(name=name, query=query, owner=by, team=team, is_shared=is_shared, created_at=at)
    _write(view)
    _record("tracking.view_saved", view, by)
    return view


@transaction.atomic
def change(*, view: SavedView, name: str, is_shared: bool, by: Any) -> SavedView:
    view.name, view.is_shared = name, is_shared
    _write(view)
    _record("tracking.view_changed", view, by)
    return view


@transaction.atomic
def remove(*, view: SavedView, by: Any) -> None:
    _record("tracking.view_removed", view, by)
    view.delete()


def note_use(*, view: SavedView, at: datetime) -> None:
    """When a view was last opened: views that nobody opens are shown at the access review."""
    SavedView.objects.filter(pk=view.pk).update(used_at=at)


@transaction.atomic
def hand_over(*, leaver: User, to: User, team: Organisation, by: Any) -> int:
    """Give the views that somebody who leaves shared with a team to a colleague.

    Names that clash say from whom they came.
    """
    taken = {name.casefold() for name in SavedView.objects.own(to).values_list("name", flat=True)}
    views = list(SavedView.objects.own(leaver).filter(team=team, is_shared=True).select_for_update())
    for view in views:
        view.name = rules.free_name(view.name, taken, str(leaver))
        taken.add(view.name.casefold())
        view.owner = to
        view.save()
        _record("tracking.view_handed_over", view, by, details={"to": str(to.uuid)})
    return len(views)


def _write(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise rules.CannotSaveView(rules.name_is_taken(view.name)) from error


def _record(event: str, view: SavedView, by: Any, **more: Any) -> None:
    audit.record(event, by=by, object_type="saved view", object_ref=str(view.uuid), organisation=view.team.code, **more)
