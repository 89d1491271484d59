"""Pages of a list of people: numbered where that is cheap, by the last person seen where the list is long."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from .people import SORTS

MOST_NUMBERED = 5000


class CountedPaginator(Paginator):
    """A paginator that is told how long the list is."""

    def __init__(self, people: QuerySet, size: int, total: int):
        super().__init__(people, size)
        self.count = total


@dataclass
class LongPage:
    """A page of a long list: where it begins is said by the last person of the page before, not by counting."""

    object_list: list[Any]
    number: int
    paginator: CountedPaginator
    after: str = ""
    before: str = ""
    is_long: bool = field(default=True, init=False)


def page_of(people: QuerySet, total: int, *, sort: str, size: int, at: dict[str, str]) -> Any:
    """The page that an address asks for: `page`, and in long lists `after` or `before` a person's reference."""
    paginator = CountedPaginator(people, size, total)
    if total <= MOST_NUMBERED or not sort:
        return paginator.get_page(at.get("page"))
    number = paginator.get_page(at.get("page")).number
    if edge := _edge(people, sort, at.get("after", "")):
        rows = list(people.filter(_beyond(sort, edge))[: size + 1])
        return _long(rows[:size], number, paginator, older=len(rows) > size, newer=True)
    if edge := _edge(people, sort, at.get("before", "")):
        rows = list(people.filter(_beyond(sort, edge, back=True)).reverse()[: size + 1])
        return _long(rows[:size][::-1], number, paginator, older=True, newer=len(rows) > size)
    rows = list(people[: size + 1])
    return _long(rows[:size], 1, paginator, older=len(rows) > size, newer=False)


def _long(rows: list, number: int, paginator: CountedPaginator, *, older: bool, newer: bool) -> LongPage:
    number = number if newer else 1
    return LongPage(
        rows,
        number,
        paginator,
        after=rows[-1].reference if older and rows else "",
        before=rows[0].reference if newer and rows else "",
    )


def _edge(people: QuerySet, sort: str, reference: str) -> tuple | None:
    """What the list is ordered by, of one person in it. Of others nothing is told, not even their place."""
    if not reference:
        return None
    return people.order_by().filter(reference=reference).values_list(*SORTS[sort.removeprefix("-")]).first()


def _beyond(sort: str, edge: tuple, *, back: bool = False) -> Q:
    """Those who stand behind (or before) the edge. Columns are turned round as `order_of` says; nothing comes last."""
    columns = SORTS[sort.removeprefix("-")]
    wanted, same = Q(pk__in=[]), Q()
    for number, (column, value) in enumerate(zip(columns, edge, strict=True)):
        is_down = sort == "-name" or (number == 0 and sort.startswith("-"))
        wanted |= same & _further(column, value, up=is_down == back, back=back)
        same &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    # The same once more in a form that an index of the first column understands.
    if edge[0] is not None and columns[0] == "family_key":
        wanted &= Q(**{f"{columns[0]}__{'lte' if back != sort.startswith('-') else 'gte'}": edge[0]})
    return wanted


def _further(column: str, value: Any, *, up: bool, back: bool) -> Q:
    nothing = Q(**{f"{column}__isnull": True})
    if value is None:
        return ~nothing if back else Q(pk__in=[])
    further = Q(**{f"{column}__{'gt' if up else 'lt'}": value})
    return further if back else further | nothing
