"""Finding people: one function from criteria to a queryset, so that another form of it can take its place.

The ladder: a number is looked up exactly; names are range scans on the folded keys, in both orders; words are also
specialties, professions and employers; and where few people were found, names that are close.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from profiles.models import Clinician, Registration
from talent_register.common.permissions import Permission
from tracking.rules import search as typed_rules

from .closeness import close_names
from .facets import Counted, Reader, having, keyed
from .filters import Among, Criteria
from .names import Named, PlaceAmong
from .orders import Edge, order_within
from .words import Facts, applies, in_bits, known_facts, with_every_word, with_words_that_begin, within_names

FEW = 20
MOST_KEYS = 1000
LAST = 100  # behind every close name
MOST_CANDIDATES = 1_000_000
SORTS = {
    "name": ["family_key", "given_key", "id"],
    "profession": ["profession__sort", "profession__name", "family_key", "id"],
    "region": ["region__name", "family_key", "id"],
    "stage": ["stage", "family_key", "id"],
    "review": ["review_due_on", "family_key", "id"],
    "joined": ["registered_at", "family_key", "id"],
}


Names = dict[int, tuple[str, str]]  # family and given names of people, folded, by their keys


@dataclass(frozen=True)
class Found:
    """The people found, in order; those before the filters; and who of them only has a close name.

    `words` are what bits need to find the same people by words: nothing without words, None where a scan is sooner.
    `parts` are the same people, each part before the next, where that is read sooner than one list that is sorted.
    """

    people: QuerySet
    before: QuerySet
    close: frozenset[int] = field(default_factory=frozenset)
    words: tuple[Among, ...] | None = ()
    parts: tuple[QuerySet, ...] = ()

    def page_by(self, counted: Counted, shape: Callable[[QuerySet], QuerySet] = lambda people: people) -> Any:
        """The same people in a form that shows a page sooner, where counting came to know their keys, or in parts.

        `shape` adds what a page shows.
        """
        if counted.keys is not None:
            return shape(self.people.filter(pk__in=keyed(counted.keys)))
        return Parts([shape(part) for part in self.parts]) if self.parts else shape(self.people)


class Parts(Sequence):
    """People in parts, one after the other, read only as far as a page needs.

    Within a part they stand by name, or by a place that was worked out for each.
    """

    def __init__(self, parts: list[QuerySet]) -> None:
        self.parts = parts

    def __len__(self) -> int:
        return sum(part.count() for part in self.parts)

    def __getitem__(self, wanted: Any) -> Any:
        """People from one place to another; both are given."""
        start, missing = wanted.start or 0, wanted.stop - (wanted.start or 0)
        rows: list[Clinician] = []
        for part in self.parts:
            if len(rows) == missing:
                break
            found = list(part[start : start + missing - len(rows)])
            rows += found
            start = 0 if found else max(start - part.count(), 0)
        return rows

    def edge(self, reference: str) -> Edge | None:
        """Where somebody stands: the number of their part, and what it is ordered by."""
        for number, part in enumerate(self.parts):
            columns = [column for column, _down in order_within(part).columns]
            if at := part.order_by().filter(reference=reference).values_list(*columns).first():
                return (number, *at)
        return None

    def rows(self, edge: Edge | None, most: int, *, back: bool = False) -> list[Clinician]:
        """So many people behind an edge, or from the beginning; with `back` the last ones before it, in order."""
        found: list[Clinician] = []
        numbers = range(len(self.parts))
        for number in reversed(numbers) if back else numbers:
            order = order_within(self.parts[number])
            part = order.of(self.parts[number], back=back)
            if edge is not None and number == edge[0]:
                part = part.filter(order.beyond(edge[1:], back=back))
            elif edge is not None and (number < edge[0]) != back:
                continue
            found += part[: most - len(found)]
            if len(found) == most:
                break
        return found[::-1] if back else found


def find(user, criteria: Criteria, today: datetime.date, *, is_for_team: bool = False) -> Found:
    """The people whom the user may see and who fit the criteria; `is_for_team`: as their whole team may know them."""
    seen = Clinician.objects.visible_to(user, Permission.PEOPLE_SEARCH)
    found = _matching(seen, criteria)
    wanted = having(criteria.chosen, Reader(user, today, is_for_team))
    return replace(found, people=found.before.filter(wanted), parts=tuple(part.filter(wanted) for part in found.parts))


def _matching(people: QuerySet, criteria: Criteria) -> Found:
    """Those whom the words mean, in order, and who of them only has a close name: before the filters."""
    in_order = people.order_by(*order_of(criteria.sort or "name"))
    if not criteria.text.strip():
        return Found(in_order, in_order)
    typed = typed_rules.read(criteria.text)
    if typed.is_number:
        in_order = in_order.filter(_has_number(typed))
        return Found(in_order, in_order, words=None)
    return _by_words(people, typed.words, criteria.sort)


def order_of(sort: str) -> list:
    """The columns to order by; a minus before the name turns the first one round. Nothing known comes last.

    Names are turned round whole, as their index can be read from its end.
    """
    if sort == "-name":
        return [F(column).desc() for column in SORTS["name"]]
    first, *rest = SORTS[sort.removeprefix("-")]
    column = F(first)
    return [column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True), *rest]


# --- The ladder


def _has_number(typed: typed_rules.Typed) -> Exists:
    wanted = Q(pk__in=[])
    for regulator, number in typed.numbers:
        wanted |= Q(regulator__code=regulator, number_key=number)
    return Exists(Registration.objects.filter(wanted, clinician=OuterRef("pk")))


def _by_words(people: QuerySet, words: tuple[str, ...], sort: str) -> Found:
    """Rung by rung: names that begin so; words as facts or within names; close names while few were found.

    A word in the middle of a name is more often a slip than meant: it keeps nobody from looking for close names.
    """
    if not words:
        return Found(people.none(), people.none(), words=None)
    names, facts = people.filter(Named(words)), known_facts(words)
    so_named = _first(names)
    if not any(facts) and len(so_named) == FEW:
        ordered = names.order_by(*(order_of(sort) if sort else _whole_names_first(words)))
        parts = () if sort else _whole_first(people, words)
        return Found(ordered, ordered, words=(Among(_keys_of_named(words)),), parts=parts)
    if any(fact.professions for fact in facts) and (in_words := in_bits(words, facts)):
        rest = people.filter(applies(words, facts))
        if len(_first(rest)) == FEW:
            return _many_with_facts(people, rest, words, facts, sort, in_words)
    with indexes_preferred():
        exact, is_long = (_with_facts(people, words, facts), True) if any(facts) else _within(people, words)
        found = _first(exact)
        is_few = len(found) < FEW or not any(facts)
        close = close_names(people, words, list({**so_named, **found})) if is_few else ()
    if len(found) < FEW:
        return _few(people, words, facts, so_named, found, close, sort)
    others = Value(1) if any(facts) else Case(When(with_words_that_begin(words), then=Value(1)), default=Value(LAST))
    order = order_of(sort) if sort else [_rank(words, others, close), *SORTS["name"]]
    parts: tuple[QuerySet, ...] = ()
    if is_long and not sort:
        parts = _named_first(people, exact, words) if any(facts) else _begun_first(people, exact, words, close)
    if close:
        by_key = Clinician.objects.order_by().filter(pk__in=close).values("pk")
        exact = people.filter(pk__in=exact.order_by().values("pk").union(by_key))
    ordered = exact.order_by(*order)
    return Found(ordered, ordered, frozenset(close), words=None, parts=parts)


def _few(people: QuerySet, words, facts, so_named: Names, found: Names, close: tuple[int, ...], sort: str) -> Found:
    """All are known by key: those named so, others by name, the close ones, and the middles of names last."""
    others = {
        key: name
        for key, name in found.items()
        if key not in so_named and (any(facts) or typed_rules.begins_words(words, name))
    }
    last = {key: name for key, name in found.items() if key not in so_named and key not in others}
    parts = [sorted(some, key=lambda key: (*found[key], key)) for some in (so_named, others, last)]
    in_order = [*parts[0], *parts[1], *close, *parts[2]]
    people = people.filter(pk__in=in_order).order_by(*(order_of(sort) if sort else [PlaceAmong(in_order)]))
    return Found(people, people, frozenset(close), words=None)


def _many_with_facts(people: QuerySet, rest: QuerySet, words, facts, sort: str, in_words: list[Among]) -> Found:
    """A word that means a profession means very many: they are counted by bits, and read in order of names."""
    exact = _with_facts(people, words, facts)
    order = order_of(sort) if sort else [_rank(words, Value(1)), *SORTS["name"]]
    ordered = exact.order_by(*order)
    return Found(ordered, ordered, words=tuple(in_words), parts=() if sort else _named_first(people, rest, words))


def _named_first(people: QuerySet, all_of_them: QuerySet, words: tuple[str, ...]) -> tuple[QuerySet, ...]:
    """Those named so, then all others to whom the words apply."""
    named, others = people.filter(Named(words)), all_of_them.exclude(Named(words))
    return named.order_by(*SORTS["name"]), others.order_by(*SORTS["name"])


def _begun_first(
    people: QuerySet, within: QuerySet, words: tuple[str, ...], close: tuple[int, ...]
) -> tuple[QuerySet, ...]:
    """The order of `_rank` as parts: those named so, whose words begin so, the closest, and the middles of names."""
    named, rest = people.filter(Named(words)), within.exclude(Named(words)).exclude(pk__in=close)
    begun, closest = with_words_that_begin(words), people.filter(pk__in=close).exclude(Named(words))
    by_name = SORTS["name"]
    return (
        named.order_by(*by_name),
        rest.filter(begun).order_by(*by_name),
        closest.annotate(place=PlaceAmong(close)).order_by("place"),
        rest.exclude(begun).order_by(*by_name),
    )


def _with_facts(people: QuerySet, words: tuple[str, ...], facts: list[Facts]) -> QuerySet:
    """People who are named so, or to whom every word applies in some other way."""
    either = _candidates(Q(Named(words))).union(with_every_word(words, facts).values("pk"))
    return people.filter(pk__in=either)


def _within(people: QuerySet, words: tuple[str, ...]) -> tuple[QuerySet, bool]:
    """People in whose names every word is somewhere, and whether these are many; as keys while they are not."""
    anywhere = people.filter(pk__in=_candidates(Q(Named(words)) | within_names(words)))
    keys = list(anywhere.order_by().values_list("pk", flat=True)[: MOST_KEYS + 1])
    is_long = len(keys) > MOST_KEYS
    return anywhere if is_long else people.filter(pk__in=keys), is_long


def _candidates(names: Q) -> QuerySet:
    """Keys of people by name alone. The limit keeps PostgreSQL from mixing them with who may be seen, at which it
    would leave the index of names and read everybody."""
    return Clinician.objects.order_by().filter(names).values("pk")[:MOST_CANDIDATES]


def _keys_of_named(words: tuple[str, ...]) -> QuerySet:
    """Of a single word two stretches of indexes, which hold the keys themselves. Somebody may stand in both."""
    people = Clinician.objects.order_by().values_list("pk")
    if len(words) > 1:
        return people.filter(Named(words))
    return people.filter(_begins("family_key", *words)).union(people.filter(_begins("given_key", *words)), all=True)


def _whole_first(people: QuerySet, words: tuple[str, ...]) -> tuple[QuerySet, ...]:
    """The order of `_whole_names_first` as parts, each of which is a stretch of the index of names.

    Of a single word each part says no more than it must: PostgreSQL takes every condition for another that few fit,
    expects next to nobody, and would read everybody of the name before it sorts them.
    """
    whole, begins = Q(family_key__in=words), Q(pk__in=[])
    for word in words:
        begins |= _begins("family_key", word)
    parts: tuple[QuerySet, ...]
    if len(words) == 1:
        parts = (people.filter(whole), people.filter(begins), people.filter(_begins("given_key", *words)))
    else:
        names = people.filter(Named(words))
        parts = (names.filter(whole), names.filter(begins), names)
    parts = (parts[0], parts[1].exclude(whole), parts[2].exclude(begins))
    return tuple(part.order_by(*SORTS["name"]) for part in parts)


def _begins(column: str, word: str) -> Q:
    return Q(**{f"{column}__gte": word, f"{column}__lt": typed_rules.up_to(word)})


def _first(people: QuerySet) -> Names:
    """Enough of them to know whether they are few."""
    rows = people.order_by().values_list("pk", "family_key", "given_key")[:FEW]
    return {key: (family, given) for key, family, given in rows}


def _whole_names_first(words: tuple[str, ...]) -> list:
    """Whoever is called exactly so stands before those whose family name goes on, and those before given names."""
    begins = Q(pk__in=[])
    for word in words:
        begins |= _begins("family_key", word)
    whole = When(family_key__in=words, then=Value(0))
    return [Case(whole, When(begins, then=Value(1)), default=Value(2)), *SORTS["name"]]


def _rank(words: tuple[str, ...], others: Value | Case, close: tuple[int, ...] = ()) -> Case:
    """Names before other words, those before close names, the closest first, and middles of names last."""
    places = [When(pk__in=close, then=PlaceAmong(close) + 1)] if close else []
    return Case(When(Named(words), then=Value(0)), *places, default=others)


@contextmanager
def indexes_preferred() -> Iterator[None]:
    """PostgreSQL takes comparing trigrams for free and reads the whole table; its index is many times faster."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")
