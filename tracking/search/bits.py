"""Counting by bits: what a scan of everybody finds, from a bit for each person and value.

Whoever changed since the bits were made is masked out of them and counted from their row, in the same statement. So
the figures are exact, and nobody is counted whose consent was taken back a moment ago.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import connection
from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from profiles.models import AGREED, SHOWN
from talent_register.accounts import access
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.models.facets import BLOCK

from .facets import Chosen, Counted, Facet, Reader, facets, scan, summed, text
from .filters import Among

SEEN_BY = "seen_by"
# Rows beside the figures: that the bits hold for the day, and of a short list the bits and the people who changed.
DAY, BLOCKS, PEOPLE = "is of the day", "bits of a block", "changed"
A_PAGE, DEARER = 50, 5  # to look somebody up by key is so much dearer than to meet them in order
NOBODY = f"B'0'::bit({BLOCK})"
BIT = f"set_bit({NOBODY}, mod(person, {BLOCK})::int, 1)"
IN_BLOCKS = f"person / {BLOCK} AS block, bit_or({BIT}) AS bits"  # of rows of people, grouped by the first
CHANGED = "SELECT DISTINCT person FROM tracking_facetchange"


class Statement:
    """A statement put together from parts, each with its values, in the order in which they stand in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list = []

    def add(self, sql: str, *values: object) -> "Statement":
        self.parts.append(sql)
        self.values += values
        return self

    def rows(self) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute("\n".join(self.parts), self.values)
            return cursor.fetchall()


def count(people: QuerySet, chosen: Chosen, reader: Reader, others: Sequence[Among] = ()) -> Counted | None:
    """The counts of a list that filters make; None where there are no bits for the day. `people` are before all facets,
    and `others` are what made them so, if anything beside who may be seen.

    A list is short where its people are sooner looked up by key than met by reading everybody in order until a page is
    full: where its length, squared, is less than everybody times a page, over what a look-up costs more.

    EmptyResultSet: there can be nobody, or nobody in something that is asked for.
    """
    told, active = _told(), _active(chosen)
    statement = _masked(chosen, reader, others)
    cases = " ".join(f"WHEN '{name}' THEN without_{name}" for name in active)
    mask = f"CASE facet {cases} ELSE fitting END" if cases else "fitting"
    statement.add(
        f"SELECT facet, value, sum(bit_count(bits & {mask})::int) FROM tracking_facetbits JOIN narrowed USING (block)"
        f" WHERE facet <> '{SEEN_BY}' GROUP BY facet, value"
    )
    for facet in told:
        everybody = f"without_{facet.name}" if facet.name in active else "fitting"
        own = f"FROM own JOIN narrowed ON block = person / {BLOCK} WHERE facet = '{facet.name}'"
        own += f" AND get_bit({everybody}, mod(person, {BLOCK})::int) = 1"
        own += f" AND get_bit(known_{facet.name}, mod(person, {BLOCK})::int) = 1"
        statement.add(f"UNION ALL SELECT '{facet.name}', value, count(*) {own} GROUP BY value")
        statement.add(f"UNION ALL SELECT '{facet.name}', '', sum(bit_count({everybody})) FROM narrowed")
        statement.add(f"UNION ALL SELECT '{facet.name}', '', -count(*) {own}")
    statement.add("UNION ALL SELECT NULL, '', sum(bit_count(fitting)) FROM narrowed")
    statement.add(f"UNION ALL SELECT '{DAY}', '', 0 FROM tracking_facetrun WHERE day = %s", reader.today)
    is_short = f"(SELECT sum(bit_count(fitting)) ^ 2 <= sum(bit_count(seen)) * {A_PAGE // DEARER} FROM narrowed)"
    statement.add(f"UNION ALL SELECT '{BLOCKS}', fitting::text, block FROM narrowed WHERE {is_short}")
    statement.add(f"UNION ALL SELECT '{PEOPLE}', '', person FROM ({CHANGED}) changed WHERE {is_short}")
    sql, values = scan(people.filter(pk__in=_changed()), chosen, reader)
    return _read(statement.add(f"UNION ALL ({sql})", *values).rows())


def _changed() -> RawSQL:
    """Those who changed, in a form at which PostgreSQL looks each up by key and never reads everybody."""
    return RawSQL(f"SELECT unnest(ARRAY({CHANGED}))", [])  # noqa: S611 nothing comes from outside


def _read(rows: list[tuple]) -> Counted | None:
    beside = {DAY: [], BLOCKS: [], PEOPLE: []}
    figures = []
    for name, value, number in rows:
        beside.get(name, figures).append((name, value, int(number or 0)))
    if not beside[DAY]:
        return None
    keys = [person for _name, _value, person in beside[PEOPLE]]
    for _name, bits, block in beside[BLOCKS]:
        at = bits.find("1")
        while at >= 0:
            keys.append(block * BLOCK + at)
            at = bits.find("1", at + 1)
    return replace(summed(figures), keys=keys if beside[BLOCKS] else None)


def _active(chosen: Chosen) -> list[str]:
    return [facet.name for facet in facets() if chosen.get(facet.name)]


def _told() -> list[Facet]:
    """The filters whose values depend on who reads."""
    return [facet for facet in facets() if facet.told]


def _masked(chosen: Chosen, reader: Reader, others: Sequence[Among]) -> Statement:
    """The beginning of the statement: who fits, block by block, and who would fit without each filter."""
    told, active = _told(), _active(chosen)
    said = [facet.name for facet in told if facet.name in active]
    statement = Statement().add("WITH")
    _made_now(statement, told, reader, others)
    statement.add("masks AS MATERIALIZED (SELECT block")
    _seen(statement, reader, Permission.PEOPLE_SEARCH, "seen")
    for facet in told:
        _seen(statement, reader, facet.of_whom, f"known_{facet.name}")
    kept = [name for name in active if name not in said]
    for name in kept:
        statement.add(f", {_any_of(name)} AS of_{name}", list(chosen[name]))
    statement.add("FROM tracking_facetbits WHERE facet = ANY(%s) GROUP BY block),", [SEEN_BY, "region", *kept])
    bases = ["seen", f"~coalesce(away.bits, {NOBODY})"]
    for number, other in enumerate(others):
        bases.append(f"{'' if other.is_wanted else '~'}coalesce(other_{number}.bits, {NOBODY})")
    heads = [f"{' & '.join(bases)} AS base", *(f"coalesce(said_{one}.bits, {NOBODY}) AS of_{one}" for one in said)]
    statement.add(f"shown AS (SELECT masks.*, {', '.join(heads)} FROM masks LEFT JOIN away USING (block)")
    for number in range(len(others)):
        statement.add(f"LEFT JOIN other_{number} USING (block)")
    for name in said:
        statement.add(f"LEFT JOIN (SELECT {IN_BLOCKS} FROM own WHERE facet = '{name}' AND value = ANY(%s)")
        statement.add(f"GROUP BY 1) said_{name} USING (block)", list(chosen[name]))
    statement.add("),")
    masks = {f"without_{name}": [one for one in active if one != name] for name in active} | {"fitting": active}
    of = {name: f"of_{name} & known_{name}" if name in said else f"of_{name}" for name in active}
    columns = [f"{' & '.join(['base', *(of[one] for one in fits)])} AS {name}" for name, fits in masks.items()]
    columns += [f"known_{facet.name}" for facet in told]
    return statement.add(f"narrowed AS MATERIALIZED (SELECT block, seen, {', '.join(columns)} FROM shown)")


def _any_of(facet: str) -> str:
    return f"coalesce(bit_or(bits) FILTER (WHERE facet = '{facet}' AND value = ANY(%s)), {NOBODY})"


def _seen(statement: Statement, reader: Reader, permission: Permission, name: str) -> None:
    """Whom the reader may see: what `Clinician.visible_to` says, in bits."""
    regions = access.regions_where(reader.user, permission)
    codes = list(Region.objects.filter(pk__in=regions).values_list("code", flat=True))
    nation = ["nation"] if access.reaches_nation(reader.user, permission) else []
    statement.add(
        f", ({_any_of(SEEN_BY)} & {_any_of('region')}) | {_any_of(SEEN_BY)} AS {name}", ["region"], codes, nation
    )


def _made_now(statement: Statement, told: list[Facet], reader: Reader, others: Sequence[Among]) -> None:
    """Bits for this statement alone: who changed, who has what other filters want, and what the reader may know."""
    statement.add(f"away AS (SELECT {IN_BLOCKS} FROM ({CHANGED}) changed GROUP BY 1),")
    for number, other in enumerate(others):
        statement.add(f"other_{number} AS (SELECT block, bit_or(bits) AS bits FROM (")
        of_professions = "SELECT block, bits FROM tracking_facetbits WHERE facet = 'profession' AND value = ANY(%s)"
        statement.add(of_professions, list(other.professions))
        sql, values = other.keys.query.sql_with_params()
        statement.add(f"UNION ALL SELECT {IN_BLOCKS} FROM ({sql}) had (person) GROUP BY 1", *values)
        statement.add(") parts GROUP BY block),")
    for number, facet in enumerate(told):
        sql, values = facet.told(reader.user).query.sql_with_params()
        statement.add("UNION ALL" if number else "own AS MATERIALIZED (")
        statement.add(f"SELECT '{facet.name}' AS facet, person, value FROM ({sql}) told (person, value)", *values)
    statement.add(")," if told else "")


# --- Making the bits


def make(people: QuerySet, today: date) -> None:
    """Write the bits of some people as they are on a day. Bits of their blocks must be gone before."""
    kept = [facet for facet in facets() if not facet.told]
    reader = Reader(None, today)
    agreed = [Case(When(who, then=Value(audience)), output_field=CharField()) for audience, who in AGREED.items()]
    columns = [*agreed, *(text(facet.value(reader)) for facet in kept)]
    sql, values = people.filter(SHOWN).order_by().values_list("pk", *columns).query.sql_with_params()
    names = [SEEN_BY] * len(agreed) + [facet.name for facet in kept]
    heads = [f"v{number}" for number in range(len(names))]
    pairs = ", ".join(f"('{name}', {head})" for name, head in zip(names, heads, strict=True))
    statement = f"""
        INSERT INTO tracking_facetbits (block, facet, value, bits)
        SELECT person / {BLOCK}, facet, value, bit_or({BIT})
        FROM ({sql}) people (person, {", ".join(heads)})
        CROSS JOIN LATERAL (VALUES {pairs}) told (facet, value)
        WHERE value IS NOT NULL GROUP BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
