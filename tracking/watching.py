"""Saved views whose changes somebody wants told: on the home page, and by number alone in their digest."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from .actions import watches
from .forms import PeopleForm
from .models import SavedView, ViewWatch
from .registry import Gist, Todo
from .rules.watches import MOST_KEPT, Change, Look, change
from .search import find


@dataclass(frozen=True)
class News:
    """What changed in one view since a day, for whoever looks."""

    view: SavedView
    change: Change
    since: date


def look(view: SavedView, user: Any, today: date) -> Look | None:
    """Whom somebody finds with a view on a day, under their own scope; None when its filters no longer exist."""
    form = PeopleForm(QueryDict(view.query), user=user)
    if not form.is_valid():
        return None
    people = find(user, form.criteria(), today).people.order_by()
    keys = list(people.values_list("pk", flat=True)[: MOST_KEPT + 1])
    return Look(len(keys), keys) if len(keys) <= MOST_KEPT else Look(people.count())


def news(user: Any, today: date) -> list[News]:
    """The views that somebody watches, with what changed since the digest before the last, or since they asked."""
    found = []
    for watch in ViewWatch.objects.visible_to(user).select_related("view"):
        now = look(watch.view, user, today)
        if now is not None:
            was = Look(watch.before_total, watch.before)
            found.append(News(watch.view, change(was, now), watch.before_on))
    return found


def attention(user: Any, today: date) -> list[Todo]:
    """One line a view that changed. A letter names no view, for its name may name somebody."""
    gist = Gist(_said, reverse("saved-view-list"))
    return [
        Todo(f"{one.view.name}: {one.change}", reverse("saved-view", args=[one.view.uuid]), one.change.number, gist)
        for one in news(user, today)
        if one.change.number
    ]


def turn(user: Any, at: datetime) -> None:
    """Their digest is being written: it compares with the one before."""
    watches.turn(user=user, look=partial(look, today=timezone.localdate(at)), at=at)


def _said(number: int) -> str:
    return ngettext(
        "%(n)d change in saved views that you follow", "%(n)d changes in saved views that you follow", number
    ) % {"n": number}
