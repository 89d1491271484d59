"""Saved views in words: what they filter, whose they are, and how many people they find for the reader."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from talent_register.common import filters as chips

from .forms import PeopleForm
from .models import SavedView
from .search import count, find
from .watching import News, news

KEPT_BESIDE = ("sort", "show", "size")


@dataclass(frozen=True)
class Line:
    """A saved view, how many people the reader finds with it, whether the reader may change it, and what changed in it
    if they want to be told."""

    view: SavedView
    people: int | None
    is_own: bool
    said: list[str]
    news: News | None = None


def views(user: Any, today: date, most: int | None = None) -> list[Line]:
    found = SavedView.objects.visible_to(user).select_related("owner", "team")[:most]
    return [_line(view, user, today) for view in found]


def with_news(user: Any, today: date) -> list[Line]:
    """All of them, with what changed in those of which the user wants to be told."""
    told = {one.view.pk: one for one in news(user, today)}
    return [replace(line, news=told.get(line.view.pk)) for line in views(user, today)]


def _line(view: SavedView, user: Any, today: date) -> Line:
    form = PeopleForm(QueryDict(view.query), user=user)
    return Line(view, _people(form, user, today), view.owner_id == user.pk, _said(form, view.query))


def _people(form: PeopleForm, user: Any, today: date) -> int | None:
    if not form.is_valid():
        return None
    criteria = form.criteria()
    return count(user, find(user, criteria, today), criteria, today).total


def kept(query: QueryDict, user: Any) -> str:
    """What of an address is the list itself: filters, words, order and columns; not where in it the reader is."""
    names = [*PeopleForm(user=user).fields, *KEPT_BESIDE]
    clean = QueryDict(mutable=True)
    for name in names:
        values = [value for value in query.getlist(name) if value.strip()]
        if values:
            clean.setlist(name, values)
    return clean.urlencode()


def filters(query: str, user: Any) -> list[str]:
    return _said(PeopleForm(QueryDict(query), user=user), query)


def _said(form: PeopleForm, query: str) -> list[str]:
    return [f"{chip['label']}: {chip['words']}" for chip in chips.chips(form, QueryDict(query))]
