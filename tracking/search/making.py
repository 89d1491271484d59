"""Making the bits that filters are counted by: of everybody, or of whoever changed."""

from collections.abc import Sequence
from datetime import date, datetime

import numpy as np
from django.db.models import Case, CharField, Max, Q, QuerySet, Value, When

from profiles.models import AGREED_FOR, SHOWN, Clinician, Use
from tracking.models import FacetBits
from tracking.models.facets import BLOCK

from .bits import ASKED, KEYS, POSTS_BY, SEEN_BY
from .facets import Reader, facets, keyed, text
from .masks import mask_of
from .statements import Statement

AT_ONCE = 4  # blocks
# Who agreed to what, beside the filters: a set, its value, and who is in it.
AGREED = [
    *((SEEN_BY, audience, who) for audience, who in AGREED_FOR[Use.SUPPORT].items()),
    *((POSTS_BY, audience, who) for audience, who in AGREED_FOR[Use.POSTS].items()),
    (ASKED, ASKED, Q(shares_with_recruiters=True)),
]


def make(today: date, at: datetime) -> None:
    """Write the bits of everybody as they are on a day. Those from before must be gone."""
    last = Clinician.objects.aggregate(last=Max("pk"))["last"] or 0
    for first in range(0, last // BLOCK + 1, AT_ONCE):
        within = Clinician.objects.filter(pk__gte=first * BLOCK, pk__lt=(first + AT_ONCE) * BLOCK)
        made = []
        for facet, value, keys in _as_they_are(within, today):
            for block, bits in _in_blocks(keys).items():
                made.append(FacetBits(block=block, facet=facet, value=value, bits=bits.tobytes(), made_at=at))
        FacetBits.objects.bulk_create(made)


def mend(changed: Sequence[int], today: date, at: datetime) -> None:
    """Bring the bits of some people, by their keys, into line with their rows. What stays as it was is not written."""
    of_block = _in_blocks(np.array(changed, dtype=">i8").tobytes())
    kept = {(row.block, row.facet, row.value): row for row in FacetBits.objects.filter(block__in=of_block)}
    bits = {key: np.frombuffer(row.bits, np.uint64) & ~of_block[row.block] for key, row in kept.items()}
    people = Clinician.objects.filter(pk__in=keyed(changed))
    for facet, value, keys in _as_they_are(people, today):
        for block, fresh in _in_blocks(keys).items():
            bits[block, facet, value] = bits.get((block, facet, value), 0) | fresh
    made = [
        FacetBits(block=block, facet=facet, value=value, bits=now.tobytes(), made_at=at)
        for (block, facet, value), now in bits.items()
        if (block, facet, value) not in kept or now.tobytes() != bytes(kept[block, facet, value].bits)
    ]
    FacetBits.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["block", "facet", "value"],
        update_fields=["bits", "made_at"],
    )


def _as_they_are(people: QuerySet, today: date) -> list[tuple[str, str, bytes]]:
    """Each value of each filter that somebody has, with the keys of those people, 8 bytes each."""
    kept = [facet for facet in facets() if facet.is_kept and facet.value]
    reader, people = Reader(None, today), people.filter(SHOWN).order_by()
    agreed = [Case(When(who, then=Value(value)), output_field=CharField()) for _set, value, who in AGREED]
    columns = [*agreed, *(text(facet.value(reader)) for facet in kept if facet.value)]
    sql, values = people.values_list("pk", *columns).query.sql_with_params()
    names = [*(name for name, _value, _who in AGREED), *(facet.name for facet in kept)]
    heads = [f"v{number}" for number in range(len(names))]
    pairs = ", ".join(f"('{name}', {head})" for name, head in zip(names, heads, strict=True))
    statement = Statement().add(f"WITH people (person, {', '.join(heads)}) AS ({sql})", *values)
    statement.add(f"SELECT facet, value, {KEYS} FROM people")  # noqa: S608 nothing comes from outside
    statement.add(f"CROSS JOIN LATERAL (VALUES {pairs}) told (facet, value) WHERE value IS NOT NULL")
    return [*statement.add("GROUP BY facet, value").rows(), *_in_rows(people)]


def _in_rows(people: QuerySet) -> list[tuple[str, str, bytes]]:
    """The same of filters of which somebody may have several values."""
    found: list[tuple[str, str, bytes]] = []
    for facet in facets():
        if facet.pairs:
            sql, values = facet.pairs(None).filter(clinician__in=people.values("pk")).query.sql_with_params()
            statement = Statement().add(f"SELECT '{facet.name}', value, {KEYS}")
            found += statement.add(f"FROM ({sql}) had (person, value) GROUP BY value", *values).rows()
    return found


def _in_blocks(keys: bytes) -> dict[int, np.ndarray]:
    """The bits of some people, block by block."""
    found = np.sort(np.frombuffer(keys, dtype=">i8").astype(np.int64))
    blocks, starts = np.unique(found // BLOCK, return_index=True)
    parts = np.split(found % BLOCK, starts[1:])
    return {int(block): mask_of(part.astype(">i8").tobytes(), BLOCK) for block, part in zip(blocks, parts, strict=True)}
