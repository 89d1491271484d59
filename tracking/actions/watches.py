"""Having the changes of a saved view told in one's digest: off until somebody asks for it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from talent_register.accounts.models import User
from talent_register.audit import actions as audit
from tracking.models import SavedView, ViewWatch
from tracking.rules import watches as rules
from tracking.rules.watches import Look


@transaction.atomic
def start(*, view: SavedView, look: Look, by: Any, at: datetime) -> ViewWatch:
    """Tell this person of changes from now on. Asked twice, it goes on from the first time."""
    User.objects.select_for_update().get(pk=by.pk)
    own = ViewWatch.objects.filter(user=by)
    if there := own.filter(view=view).first():
        return there
    rules.check_may_watch(own.count())
    day, keys = timezone.localdate(at), list(look.keys)
    made = ViewWatch.objects.create(
        user=by,
        view=view,
        before=keys,
        before_total=look.total,
        before_on=day,
        latest=keys,
        latest_total=look.total,
        latest_on=day,
    )
    _record("tracking.view_watched", view, by)
    return made


@transaction.atomic
def stop(*, view: SavedView, by: Any) -> None:
    count, _kinds = ViewWatch.objects.filter(user=by, view=view).delete()
    if count:
        _record("tracking.view_no_longer_watched", view, by)


@transaction.atomic
def turn(*, user: User, look: Callable[[SavedView, User], Look | None], at: datetime) -> None:
    """A digest is being written: it compares with the one before. Views whose filters are gone stay as they are."""
    for watch in ViewWatch.objects.visible_to(user).select_related("view").select_for_update(of=("self",)):
        if (now := look(watch.view, user)) is not None:
            ViewWatch.objects.filter(pk=watch.pk).update(
                before=F("latest"),
                before_total=F("latest_total"),
                before_on=F("latest_on"),
                latest=list(now.keys),
                latest_total=now.total,
                latest_on=timezone.localdate(at),
            )


def _record(event: str, view: SavedView, by: Any) -> None:
    audit.record(event, by=by, object_type="saved view", object_ref=str(view.uuid), organisation=view.team.code)
