"""Filters with live counts: each gives every person one value, and says how many people each choice would leave.

One scan counts the list, every choice, and the list without each filter. Who is counted is whoever may be seen.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from tracking.choices import Joined, ReviewState
from tracking.rules.reminders import DUE_SOON_DAYS

Chosen = Mapping[str, tuple[str, ...]]
NEW_DAYS, YEAR_DAYS = 28, 365


@dataclass(frozen=True)
class Facet:
    """A filter: its name in the address, the value each person has, and who has one of some values.

    Facets of other nouns also bring the words of their question and the choices a user has.
    """

    name: str
    value: Callable[[datetime.date], Any]
    having: Callable[[tuple[str, ...], datetime.date], Q]
    label: Promise | str = ""
    options: Callable[[Any], list[tuple[str, Promise | str]]] = lambda user: []


def _column(name: str, path: str) -> Facet:
    return Facet(name, lambda today: F(path), lambda values, today: Q(**{f"{path}__in": values}))


def review_is(state: str, today: datetime.date) -> Q:
    """People whose yearly review is overdue, due soon or up to date."""
    soon = today + datetime.timedelta(days=DUE_SOON_DAYS)
    return {
        ReviewState.OVERDUE: Q(review_due_on__lt=today),
        ReviewState.DUE: Q(review_due_on__gte=today, review_due_on__lte=soon),
        ReviewState.UP_TO_DATE: Q(review_due_on__gt=soon),
    }[ReviewState(state)]


def joined(when: str, today: datetime.date) -> Q:
    """People who registered in the last days, in the last year, or before."""
    new, year = (today - datetime.timedelta(days=days) for days in (NEW_DAYS, YEAR_DAYS))
    return {
        Joined.NEW: Q(registered_at__date__gte=new),
        Joined.YEAR: Q(registered_at__date__gte=year, registered_at__date__lt=new),
        Joined.BEFORE: Q(registered_at__date__lt=year),
    }[Joined(when)]


def _by_condition(name: str, values: list[str], condition: Callable[[str, datetime.date], Q]) -> Facet:
    """A filter whose values are conditions that exclude each other."""

    def value(today: datetime.date) -> Case:
        return Case(*(When(condition(one, today), then=Value(one)) for one in values), default=Value(""))

    def having(chosen: tuple[str, ...], today: datetime.date) -> Q:
        wanted = Q(pk__in=[])
        for one in chosen:
            wanted |= condition(one, today)
        return wanted

    return Facet(name, value, having)


FACETS = [
    _column("family", "profession__family"),
    _column("profession", "profession__code"),
    _column("region", "region__code"),
    _column("stage", "stage"),
    _column("next", "next_step"),
    _by_condition("review", list(ReviewState.values), review_is),
    _by_condition("joined", list(Joined.values), joined),
]


def facets() -> list[Facet]:
    return [*FACETS, *facets_of_others()]


def facets_of_others() -> list[Facet]:
    """What PEOPLE_FACETS in settings names: Facet objects of other nouns."""
    return [import_string(name) for name in settings.PEOPLE_FACETS]


def having(chosen: Chosen, today: datetime.date) -> Q:
    """People who fit every filter, each with one of its chosen values."""
    wanted = Q()
    for facet in facets():
        if values := chosen.get(facet.name):
            wanted &= facet.having(values, today)
    return wanted


@dataclass(frozen=True)
class Counted:
    """How long the list is, how many people each choice would show, and how many the list has without each filter."""

    total: int
    choices: dict[str, dict[str, int]] = field(default_factory=dict)

    def without(self, name: str) -> int:
        """The length of the list without one of its filters."""
        return sum(self.choices.get(name, {}).values())


def count(people: QuerySet, chosen: Chosen, today: datetime.date) -> Counted:
    """Count people by every facet, each as if its own filter were not chosen. `people` are before all facets."""
    used = facets()
    valued = people.order_by().values_list(*(_text(facet.value(today)) for facet in used))
    try:
        inner, params = valued.query.sql_with_params()
    except EmptyResultSet:
        return Counted(0, {facet.name: {} for facet in used})
    columns = [f"v{number}" for number in range(len(used))]
    active = [number for number, facet in enumerate(used) if chosen.get(facet.name)]
    fits = {number: f"v{number} = ANY(%s)" for number in active}

    def fitting(left_out: int | None) -> tuple[str, list]:
        kept = [number for number in active if number != left_out]
        words = " AND ".join(fits[number] for number in kept) or "true"
        return f"count(*) FILTER (WHERE {words})", [list(chosen[used[number].name]) for number in kept]

    counts = [fitting(None), *(fitting(number) for number in active)]
    # The words of the statement are ours; what was chosen travels as parameters.
    heads = ", ".join(columns)
    groups = ", ".join(f"({column})" for column in columns)
    figures = ", ".join(sql for sql, _values in counts)
    source = f"FROM ({inner}) AS people ({heads}) GROUP BY GROUPING SETS ((), {groups})"
    statement = f"SELECT grouping({heads}), {heads}, {figures} {source}"
    values = [value for _sql, found in counts for value in found]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *params])
        return _read(cursor.fetchall(), used, active)


def _text(value: Any) -> Any:
    return Coalesce(Cast(value, CharField()), Value(""))


def _read(rows: list[tuple], used: list[Facet], active: list[int]) -> Counted:
    """PostgreSQL says by bits which column a row is grouped by: the bit of that column is 0."""
    everything = 2 ** len(used) - 1
    total, choices = 0, {facet.name: {} for facet in used}
    for grouped, *cells in rows:
        values, counts = cells[: len(used)], cells[len(used) :]
        if grouped == everything:
            total = counts[0]
            continue
        number = len(used) - 1 - (everything - grouped).bit_length() + 1
        choices[used[number].name][values[number]] = counts[1 + active.index(number)] if number in active else counts[0]
    return Counted(total, choices)
