"""Pages of a list of people: numbered where that is cheap, by the last person seen where the list is long."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import QuerySet

from .orders import Edge, rows
from .people import SORTS, Parts

MOST_NUMBERED = 5000


class CountedPaginator(Paginator):
    """A paginator that is told how long the list is."""

    def __init__(self, people: QuerySet | Parts, size: int, total: int):
        super().__init__(people, size)
        self.count = total

    def number(self, wanted: str | None) -> int:
        """Which page is meant, without reading it: as `get_page` has it."""
        try:
            return self.validate_number(wanted)
        except PageNotAnInteger:
            return 1
        except EmptyPage:
            return self.num_pages


@dataclass
class LongPage:
    """A page of a long list: where it begins is said by the last person of the page before, not by counting."""

    object_list: list[Any]
    number: int
    paginator: CountedPaginator
    after: str = ""
    before: str = ""
    is_long: bool = field(default=True, init=False)


def page_of(people: QuerySet | Parts, total: int, *, sort: str, size: int, at: dict[str, str]) -> Any:
    """The page that an address asks for: `page`, and in long lists `after` or `before` a person's reference."""
    paginator = CountedPaginator(people, size, total)
    if total <= MOST_NUMBERED or not (sort or isinstance(people, Parts)):
        return paginator.get_page(at.get("page"))
    walk = people if isinstance(people, Parts) else Sorted(people, sort)
    number = paginator.number(at.get("page"))
    if edge := _edge(walk, at.get("after")):
        found = walk.rows(edge, size + 1)
        return _long(found[:size], number, paginator, older=len(found) > size, newer=True)
    if edge := _edge(walk, at.get("before")):
        found = walk.rows(edge, size + 1, back=True)
        return _long(found[-size:], number, paginator, older=True, newer=len(found) > size)
    found = walk.rows(None, size + 1)
    return _long(found[:size], 1, paginator, older=len(found) > size, newer=False)


def _edge(walk: Any, reference: str | None) -> Edge | None:
    return walk.edge(reference) if reference else None


@dataclass(frozen=True)
class Sorted:
    """A long list in one of the orders of its headings."""

    people: QuerySet
    sort: str

    def edge(self, reference: str) -> Edge | None:
        """What the list is ordered by, of one person in it. Of others nothing is told, not even their place."""
        columns = SORTS[self.sort.removeprefix("-")]
        return self.people.order_by().filter(reference=reference).values_list(*columns).first()

    def rows(self, edge: Edge | None, most: int, *, back: bool = False) -> list[Any]:
        return rows(self.people, self.sort, edge, most, back=back)


def _long(people: list, number: int, paginator: CountedPaginator, *, older: bool, newer: bool) -> LongPage:
    number = number if newer else 1
    return LongPage(
        people,
        number,
        paginator,
        after=people[-1].reference if older and people else "",
        before=people[0].reference if newer and people else "",
    )
