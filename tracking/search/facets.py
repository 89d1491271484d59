"""Filters with live counts: each gives every person one value, and says how many people each choice would leave.

One scan counts the list, every choice, and the list without each filter. Who is counted is whoever may be seen.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, F, Model, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from profiles.models import Profession
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.choices import Joined, ReviewState
from tracking.rules.reminders import DUE_SOON_DAYS

Chosen = Mapping[str, tuple[str, ...]]
Row = tuple[str | None, str, int]  # a filter, one of its values, and how many people; no filter: the whole list
NEW_DAYS, YEAR_DAYS = 28, 365


@dataclass(frozen=True)
class Reader:
    """Who reads the list, and on which day."""

    user: Any
    today: datetime.date


@dataclass(frozen=True)
class Facet:
    """A filter: its name in the address, the value each person has, and who has one of some values.

    Facets of other nouns also bring the words of their question and the choices a user has. Where the value depends on
    who reads, `told` gives (person, value) of everybody of whom the reader may know one, if they may see that person by
    virtue of the permission in `of_whom`. `rest` is the value of everybody of whom the reader knows none.
    """

    name: str
    value: Callable[[Reader], Any]
    having: Callable[[tuple[str, ...], Reader], Q]
    label: Promise | str = ""
    options: Callable[[Any], list[tuple[str, Promise | str]]] = lambda user: []
    told: Callable[[Any], QuerySet] | None = None
    of_whom: Permission = Permission.PEOPLE_SEARCH
    rest: str = ""


def _column(name: str, path: str) -> Facet:
    return Facet(name, lambda reader: F(path), lambda values, reader: Q(**{f"{path}__in": values}))


def _of_rows(name: str, model: type[Model], path: str, column: str) -> Facet:
    """A column of rows that people name. They are looked up first: PostgreSQL knows how many people name which row, and
    from that whether to read people in order or those of a filter first."""

    def having(values: tuple[str, ...], reader: Reader) -> Q:
        rows = model._default_manager.order_by().filter(**{f"{column}__in": values})
        return Q(**{f"{path}__in": list(rows.values_list("pk", flat=True))})

    return Facet(name, lambda reader: F(f"{path}__{column}"), having)


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

    def value(reader: Reader) -> Case:
        return Case(*(When(condition(one, reader.today), then=Value(one)) for one in values), default=Value(""))

    def having(chosen: tuple[str, ...], reader: Reader) -> Q:
        wanted = Q(pk__in=[])
        for one in chosen:
            wanted |= condition(one, reader.today)
        return wanted

    return Facet(name, value, having)


FACETS = [
    _of_rows("family", Profession, "profession", "family"),
    _of_rows("profession", Profession, "profession", "code"),
    _of_rows("region", Region, "region", "code"),
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


def having(chosen: Chosen, reader: Reader) -> Q:
    """People who fit every filter, each with one of its chosen values."""
    wanted = Q()
    for facet in facets():
        if values := chosen.get(facet.name):
            wanted &= facet.having(values, reader)
    return wanted


@dataclass(frozen=True)
class Counted:
    """How long the list is, how many people each choice would show, and how many the list has without each filter.

    Of a short list counted by bits: the keys of everybody who may be on it. None says nothing.
    """

    total: int
    choices: dict[str, dict[str, int]] = field(default_factory=dict)
    keys: list[int] | None = field(default=None, compare=False)

    def without(self, name: str) -> int:
        """The length of the list without one of its filters."""
        return sum(self.choices.get(name, {}).values())


def count(people: QuerySet, chosen: Chosen, reader: Reader) -> Counted:
    """Count people by every facet, each as if its own filter were not chosen. `people` are before all facets."""
    return summed(counted_rows(people, chosen, reader))


def keyed(keys: Sequence[int]) -> RawSQL:
    """Keys as one value, for thousands of them take long to be read one by one."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])


def counted_rows(people: QuerySet, chosen: Chosen, reader: Reader) -> list[Row]:
    """The same as rows to be summed with others."""
    try:
        statement, values = _scan(people, chosen, reader)
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _scan(people: QuerySet, chosen: Chosen, reader: Reader) -> tuple[str, list]:
    """The statement that reads every one of the people once and gives rows to be summed, and its values.

    EmptyResultSet: there can be nobody.
    """
    used = facets()
    valued = people.order_by().values_list(*(text(facet.value(reader)) for facet in used))
    inner, params = valued.query.sql_with_params()
    columns = [f"v{number}" for number in range(len(used))]
    active = [number for number, facet in enumerate(used) if chosen.get(facet.name)]

    def fitting(left_out: int | None) -> tuple[str, list]:
        kept = [number for number in active if number != left_out]
        words = " AND ".join(f"v{number} = ANY(%s)" for number in kept) or "true"
        return f"count(*) FILTER (WHERE {words})", [list(chosen[used[number].name]) for number in kept]

    figures = [(_grouped_by(number, used), *fitting(number)) for number in active]
    everybody, values = fitting(None)
    # The words of the statement are ours; what was chosen travels as parameters.
    heads = ", ".join(columns)
    grouped = f"CASE grouping({heads})"
    names = " ".join(f"WHEN {_grouped_by(number, used)} THEN '{facet.name}'" for number, facet in enumerate(used))
    cases = " ".join(f"WHEN {bits} THEN {sql}" for bits, sql, _values in figures)
    number = f"{grouped} {cases} ELSE {everybody} END" if cases else everybody
    source = (
        f"FROM ({inner}) AS people ({heads}) GROUP BY GROUPING SETS ((), {', '.join(f'({one})' for one in columns)})"
    )
    return (
        f"SELECT {grouped} {names} END, coalesce({heads}, ''), {number} {source}",
        [value for _bits, _sql, found in figures for value in found] + values + list(params),
    )


def text(value: Any) -> Any:
    """A value as the address says it; nothing is empty."""
    return Coalesce(Cast(value, CharField()), Value(""))


def _grouped_by(number: int, used: list[Facet]) -> int:
    """What PostgreSQL says of a row grouped by this column alone: a bit for each column, 0 for the one."""
    return 2 ** len(used) - 1 - 2 ** (len(used) - 1 - number)


def summed(rows: Iterable[Row]) -> Counted:
    """What was counted in one or more places, put together."""
    total, choices = 0, {facet.name: {} for facet in facets()}
    for name, value, number in rows:
        if name is None:
            total += int(number)
        else:
            choices[name][value] = choices[name].get(value, 0) + int(number)
    return Counted(total, {name: {value: n for value, n in found.items() if n} for name, found in choices.items()})
