"""Pages of a list of people: numbered where that is cheap, by the last person seen where the list is long."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from .orders import rows
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
        found = rows(people, sort, edge, size + 1)
        return _long(found[:size], number, paginator, older=len(found) > size, newer=True)
    if edge := _edge(people, sort, at.get("before", "")):
        found = rows(people, sort, edge, size + 1, back=True)
        return _long(found[-size:], number, paginator, older=True, newer=len(found) > size)
    found = rows(people, sort, None, size + 1)
    return _long(found[:size], 1, paginator, older=len(found) > size, newer=False)


def _long(people: list, number: int, paginator: CountedPaginator, *, older: bool, newer: bool) -> LongPage:
    number = number if newer else 1
    return LongPage(
        people,
        number,
        paginator,
        after=people[-1].reference if older and people else "",
        before=people[0].reference if newer and people else "",
    )


def _edge(people: QuerySet, sort: str, reference: str) -> tuple | None:
    """What the list is ordered by, of one person in it. Of others nothing is told, not even their place."""
    if not reference:
        return None
    return people.order_by().filter(reference=reference).values_list(*SORTS[sort.removeprefix("-")]).first()
