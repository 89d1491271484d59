"""Long ordered lists in stretches, each of which an index gives in order.

Nobody sorts 1.6 million people for a page of 50: those of the first profession are read in the order of their names,
then those of the second, until the page is full. Within a stretch no column is empty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from profiles.models import Profession, Stage
from talent_register.organisations.models import Region

Edge = tuple  # what a list is ordered by, of one person in it: the values of the columns in SORTS
NAMES = (("family_key", False), ("id", False))


@dataclass(frozen=True)
class Stretch:
    """People who stand together in an order: who they are, by which columns (and which way down) they are ordered,
    and whether the person at an edge is one of them."""

    where: Q
    columns: tuple[tuple[str, bool], ...]
    holds: Callable[[Edge], bool]

    def of(self, people: QuerySet, *, back: bool) -> QuerySet:
        return people.filter(self.where).order_by(*(f"{'-' * (down != back)}{column}" for column, down in self.columns))

    def beyond(self, edge: Edge, *, back: bool) -> Q:
        """Those who stand behind the edge; with `back` those before."""
        values = edge[len(edge) - len(self.columns) :]
        wanted, same = Q(pk__in=[]), Q()
        for (column, down), value in zip(self.columns, values, strict=True):
            wanted |= same & Q(**{f"{column}__{'lt' if down != back else 'gt'}": value})
            same &= Q(**{column: value})
        # The same once more in a form that an index of the first column understands.
        column, down = self.columns[0]
        return wanted & Q(**{f"{column}__{'lte' if down != back else 'gte'}": values[0]})


def rows(people: QuerySet, sort: str, edge: Edge | None, most: int, *, back: bool = False) -> list[Any]:
    """So many people behind the edge, or from the beginning; with `back` the last ones before it, in order."""
    found: list[Any] = []
    parts = stretches(sort)
    for stretch in reversed(parts) if back else parts:
        if edge is not None and not stretch.holds(edge):
            continue
        part = stretch.of(people, back=back)
        if edge is not None:
            part, edge = part.filter(stretch.beyond(edge, back=back)), None
        found += part[: most - len(found)]
        if len(found) == most:
            break
    return found[::-1] if back else found


def stretches(sort: str) -> list[Stretch]:
    """An order as its stretches. Names are turned round whole, as their index can be read backwards."""
    by, down = sort.removeprefix("-"), sort.startswith("-")
    if by == "name":
        columns = (("family_key", down), ("given_key", down), ("id", down))
        return [Stretch(Q(), columns, lambda edge: True)]
    known = _known(by, down)
    return [*known, Stretch(Q(**{f"{EMPTY[by]}__isnull": True}), NAMES, lambda edge: edge[0] is None)]


def order_within(part: QuerySet) -> Stretch:
    """How the people of one part of a search are ordered: by a place that was worked out for each, or by name."""
    if "place" in part.query.annotations:
        return Stretch(Q(), (("place", False),), lambda edge: True)
    return stretches("name")[0]


# The column that is empty where nothing is known.
EMPTY = {"profession": "profession", "region": "region", "stage": "stage", "review": "review_due_on"}
EMPTY["joined"] = "registered_at"


def _known(by: str, down: bool) -> list[Stretch]:
    if by in ("review", "joined"):
        columns = ((EMPTY[by], down), *NAMES)
        return [Stretch(Q(**{f"{EMPTY[by]}__isnull": False}), columns, lambda edge: edge[0] is not None)]
    groups = {
        "profession": lambda: _grouped(Profession.objects.all(), ("sort", "name")),
        "region": lambda: _grouped(Region.objects.all(), ("name",)),
        "stage": lambda: {(one,): [one] for one in sorted(["", *Stage.values])},
    }[by]()
    made = [_of_place(by, place, keys) for place, keys in groups.items()]
    return made[::-1] if down else made


def _grouped(found: QuerySet, order: tuple[str, ...]) -> dict[tuple, list]:
    """Keys by their place in the order: of the same name there may be two."""
    groups: dict[tuple, list] = {}
    for key, *place in found.order_by(*order).values_list("pk", *order):
        groups.setdefault(tuple(place), []).append(key)
    return groups


def _of_place(column: str, place: tuple, keys: list) -> Stretch:
    where = Q(**{column: keys[0]}) if len(keys) == 1 else Q(**{f"{column}__in": keys})
    return Stretch(where, NAMES, lambda edge: edge[: len(place)] == place)
