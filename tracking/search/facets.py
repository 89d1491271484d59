"""Filters with live counts: what each is, and how counts are put together. `scan` and `bits` count.

Most give every person one value. Of others, like the roles somebody aims for, a person may have several.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
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
# A filter, one of its values, and how many people. No filter: the whole list; no value: the list without that filter.
Row = tuple[str | None, str | None, int]
NEW_DAYS, YEAR_DAYS = 28, 365


@dataclass(frozen=True)
class Reader:
    """Who reads the list, and on which day; or by whose reach it is made for their whole team to read."""

    user: Any
    today: datetime.date
    is_for_team: bool = False


@dataclass(frozen=True)
class Facet:
    """A filter: its name in the address, the value each person has, and who has one of some values.

    Facets of other nouns also bring the words of their question and the choices a user has. Where the value depends on
    who reads, `told` gives (person, value) of everybody of whom the reader may know one, if they may see that person by
    virtue of the permission in `of_whom`. `rest` is the value of everybody of whom the reader knows none.

    `pairs` stands in place of `value` where somebody may have several: every (person, value) once, of some values or of
    all. `open_to` says which of them a reader may know, where not everybody may know all. `in_bits` says the people of
    each value where they follow from other bits. `as_select`: one is chosen from a list, as there are many.
    """

    name: str
    value: Callable[[Reader], Any] | None
    having: Callable[[tuple[str, ...], Reader], Q]
    label: Promise | str = ""
    options: Callable[[Any], list[tuple[str, Promise | str]]] = lambda user: []
    told: Callable[[Any], QuerySet] | None = None
    of_whom: Permission = Permission.PEOPLE_SEARCH
    rest: str = ""
    pairs: Callable[[list[str] | None], QuerySet] | None = None
    open_to: Callable[[Reader], list[str]] | None = None
    in_bits: Callable[[Any, Reader], dict[str, Any]] | None = None
    as_select: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether each of its values has bits of its own."""
        return not (self.told or self.in_bits)


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


OF_A_PERSON = [
    _of_rows("family", Profession, "profession", "family"),
    _of_rows("profession", Profession, "profession", "code"),
    _of_rows("region", Region, "region", "code"),
    _column("stage", "stage"),
    _column("next", "next_step"),
    _by_condition("review", list(ReviewState.values), review_is),
    _by_condition("joined", list(Joined.values), joined),
]


def facets() -> list[Facet]:
    return [*OF_A_PERSON, *facets_of_others()]


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

    `lengths` are of filters of which one person may have several values: those do not add up to people.
    Of a short list counted by bits: the keys of everybody who may be on it. None says nothing.
    """

    total: int
    choices: dict[str, dict[str, int]] = field(default_factory=dict)
    keys: list[int] | None = field(default=None, compare=False)
    lengths: dict[str, int] = field(default_factory=dict)

    def without(self, name: str) -> int:
        """The length of the list without one of the filters that are chosen."""
        return self.lengths[name] if name in self.lengths else sum(self.choices.get(name, {}).values())


def keyed(keys: Sequence[int]) -> RawSQL:
    """Keys as one value, for thousands of them take long to be read one by one."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])


def text(value: Any) -> Any:
    """A value as the address says it; nothing is empty."""
    return Coalesce(Cast(value, CharField()), Value(""))


def summed(rows: Iterable[Row]) -> Counted:
    """What was counted in one or more places, put together."""
    total, choices, lengths = 0, {facet.name: {} for facet in facets()}, {}
    for name, value, number in rows:
        if name is None:
            total += int(number)
        elif value is None:
            lengths[name] = lengths.get(name, 0) + int(number)
        else:
            choices[name][value] = choices[name].get(value, 0) + int(number)
    some = {name: {value: n for value, n in found.items() if n} for name, found in choices.items()}
    return Counted(total, some, lengths=lengths)
