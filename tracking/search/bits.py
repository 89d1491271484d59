"""Counting by bits: what a scan of everybody finds, from a bit for each person and value.

Whoever changed since the bits were made is masked out of them and counted from their row. So the figures are exact, and
nobody is counted whose consent was taken back a moment ago.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from django.db.models import QuerySet

from talent_register.accounts import access
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region

from .facets import Chosen, Counted, Facet, Reader, Row, facets, keyed, summed
from .filters import Among
from .held import Held, Piece, held, hold
from .masks import Mask, keys_of, mask_of, size, sizes
from .scan import counted_rows
from .statements import Statement

# Beside filters: who agreed to be seen by which audience, to be planned with for posts, to be asked about one.
SEEN_BY, POSTS_BY, ASKED = "seen_by", "posts_by", "asked"
A_PAGE, DEARER = 50, 5  # to look somebody up by key is so much dearer than to meet them in order
KEYS = "string_agg(int8send(person), '')"
# What a row of the answer tells.
RUN, NEW, CHANGED, OTHER, TOLD = "run", "new", "changed", "other", "told"


@dataclass
class Answer:
    """What the database says at one moment: the bits, who changed since they were made, who is among those that words
    mean, and of whom the reader knows a value: keys of people, 8 bytes each."""

    bits: Held
    changed: bytes = b""
    others: dict[int, bytes] = field(default_factory=dict)
    told: dict[str, dict[str, bytes]] = field(default_factory=lambda: defaultdict(dict))


def count(people: QuerySet, chosen: Chosen, reader: Reader, others: Sequence[Among] = ()) -> Counted | None:
    """The counts of a list that filters make; None where there are no bits for the day. `people` are before all facets,
    and `others` are the words that made them so, if any did beside who may be seen.

    A list is short where its people are sooner looked up by key than met by reading everybody in order until a page is
    full: where its length, squared, is less than everybody times a page, over what a look-up costs more.

    EmptyResultSet: there can be nobody in something that is asked for.
    """
    answer = _ask(reader, others)
    if answer is None:
        return None
    everybody = seen(answer.bits, reader, Permission.PEOPLE_SEARCH)
    base = everybody & ~mask_of(answer.changed, answer.bits.people)
    for number, other in enumerate(others):
        among = mask_of(answer.others.get(number), answer.bits.people)
        among |= answer.bits.of("profession", other.professions)
        base &= among
    told = _told(answer, reader)
    masks = _masks(base, chosen, answer.bits, told)
    fitting = masks[""]
    rows = [(None, "", size(fitting)), *_figures(answer.bits, masks), *_figures_told(told, masks), *_lengths(masks)]
    changed = np.frombuffer(answer.changed, dtype=">i8").tolist()
    if changed:
        rows += counted_rows(people.filter(pk__in=keyed(changed)), chosen, reader)
    is_short = size(fitting) ** 2 <= size(everybody) * A_PAGE // DEARER
    return replace(summed(rows), keys=[*keys_of(fitting), *changed] if is_short else None)


def _ask(reader: Reader, others: Sequence[Among]) -> Answer | None:
    """One statement, so that all of it is of one moment; with it come the bits that this process does not hold yet."""
    mine = held()
    statement = Statement().add(
        f"SELECT '{RUN}', '', '', (%s = ANY(made))::int, made[cardinality(made)], NULL::bytea"
        " FROM tracking_facetrun WHERE day = %s AND cardinality(made) > 0",
        *(mine.at, reader.today),
    )
    held_until = "CASE WHEN %s = ANY(made) THEN %s ELSE '-infinity'::timestamptz END"
    statement.add(
        f"UNION ALL SELECT '{NEW}', facet, value, block, NULL, bits FROM tracking_facetbits"
        f" WHERE made_at > (SELECT {held_until} FROM tracking_facetrun WHERE day = %s)",
        *(mine.at, mine.at, reader.today),
    )
    statement.add(f"UNION ALL SELECT '{CHANGED}', '', '', 0, NULL, {KEYS}")
    statement.add("FROM (SELECT DISTINCT person FROM tracking_facetchange) changed")
    for number, other in enumerate(others):
        sql, values = other.keys.query.sql_with_params()
        statement.add(f"UNION ALL SELECT '{OTHER}', '', '', {number}, NULL, {KEYS} FROM ({sql}) had (person)", *values)
    for facet in _facets_told():
        sql, values = facet.told(reader.user).query.sql_with_params()
        statement.add(f"UNION ALL SELECT '{TOLD}', '{facet.name}', value, 0, NULL, {KEYS}")
        statement.add(f"FROM ({sql}) told (person, value) GROUP BY value", *values)
    return _read(statement.rows(), mine)


def _read(rows: list[tuple], mine: Held) -> Answer | None:
    answer, moment, pieces = Answer(mine), None, []
    for kind, facet, value, number, at, found in rows:
        if kind == RUN:
            moment, mine = at, mine if number else Held()
        elif kind == NEW:
            pieces.append(Piece(facet, value, number, found))
        elif kind == CHANGED:
            answer.changed = found or b""
        elif kind == OTHER:
            answer.others[number] = found or b""
        else:
            answer.told[facet][value] = found
    if moment is None:
        return None
    answer.bits = mine
    if moment != mine.at:
        answer.bits = mine.renewed(moment, pieces)
        hold(answer.bits)
    return answer


def _facets_told() -> list[Facet]:
    """The filters whose values depend on who reads."""
    return [facet for facet in facets() if facet.told]


def seen(bits: Held, reader: Reader, permission: Permission, agreed: str = SEEN_BY) -> Mask:
    """Whom the reader may see: what `Clinician.visible_to` says, in bits; with another set for another use."""
    regions = access.regions_where(reader.user, permission)
    codes = list(Region.objects.filter(pk__in=regions).values_list("code", flat=True)) if regions else []
    nation = ["nation"] if access.reaches_nation(reader.user, permission) else []
    return (bits.of(agreed, ["region"]) & bits.of("region", codes)) | bits.of(agreed, nation)


def _told(answer: Answer, reader: Reader) -> dict[str, dict[str, Mask]]:
    """The people of each value of the filters whose values depend on who reads, as far as the reader may know."""
    made: dict[str, dict[str, Mask]] = {}
    for facet in facets():
        if facet.in_bits:
            made[facet.name] = facet.in_bits(answer.bits, reader)
        elif facet.open_to:
            made[facet.name] = {value: answer.bits.of(facet.name, [value]) for value in facet.open_to(reader)}
    for facet in _facets_told():
        made[facet.name] = {}
        if not (keys := answer.told[facet.name]):
            continue
        known = seen(answer.bits, reader, facet.of_whom)
        made[facet.name] = {value: known & mask_of(some, answer.bits.people) for value, some in keys.items()}
    return made


def _masks(base: Mask, chosen: Chosen, bits: Held, told: dict[str, dict[str, Mask]]) -> dict[str, Mask]:
    """Who fits, under no name; and by the name of each filter that is chosen who would fit without it."""
    of = {}
    for facet in facets():
        if not (values := chosen.get(facet.name)):
            continue
        if facet.name in told:
            of[facet.name] = _of_told(facet, values, told[facet.name], np.zeros_like(base))
        else:
            of[facet.name] = bits.of(facet.name, values)
    return {
        name: np.bitwise_and.reduce([base, *(mask for other, mask in of.items() if other != name)])
        for name in ["", *of]
    }


def _of_told(facet: Facet, values: Sequence[str], told: dict[str, Mask], nobody: Mask) -> Mask:
    """The people with any of some values that the reader was told, or of whom nothing is known where that is wanted."""
    found = np.bitwise_or.reduce([nobody, *(told[value] for value in values if value in told)])
    if facet.rest and facet.rest in values:
        found |= ~np.bitwise_or.reduce([nobody, *told.values()])
    return found


def _figures(bits: Held, masks: dict[str, Mask]) -> list[Row]:
    own = {facet.name for facet in facets() if facet.is_kept and not facet.open_to}
    rows = [(facet, value, bits.bits[row]) for (facet, value), row in bits.rows.items() if facet in own]
    found = sizes((mask, masks.get(facet, masks[""])) for facet, _value, mask in rows)
    return [(facet, value, number) for (facet, value, _mask), number in zip(rows, found, strict=True)]


def _figures_told(told: dict[str, dict[str, Mask]], masks: dict[str, Mask]) -> list[Row]:
    """Of whom the reader knows nothing has the value for that."""
    rows: list[Row] = []
    rest = {facet.name: facet.rest for facet in facets()}
    for name, values in told.items():
        everybody = masks.get(name, masks[""])
        found = sizes((mask, everybody) for mask in values.values())
        known = np.bitwise_or.reduce([np.zeros_like(everybody), *values.values()])
        rows += [(name, value, number) for value, number in zip(values, found, strict=True)]
        rows.append((name, rest[name], size(everybody & ~known)))
    return rows


def _lengths(masks: dict[str, Mask]) -> list[Row]:
    """How long the list is without each filter of which somebody may have several values."""
    return [(facet.name, None, size(masks[facet.name])) for facet in facets() if facet.pairs and facet.name in masks]
