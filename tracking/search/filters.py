"""What staff may ask for: words, filters, and an order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet


@dataclass(frozen=True)
class Criteria:
    """What staff ask for. Protected characteristics can never be part of it.

    `chosen` are the values of filters by their names.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""


@dataclass(frozen=True)
class Among:
    """People who fit words, as keys. Whoever is of one of some professions, by their codes, belongs to them too: of
    professions there are bits, so nobody need be read."""

    keys: QuerySet
    professions: tuple[str, ...] = ()
