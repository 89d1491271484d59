"""Counting by bits: what a scan of everybody finds, from a bit for each person and value.

Whoever changed since the bits were made is masked out of them and counted from their row, in the same statement. So
the figures are exact, and nobody is counted whose consent was taken back a moment ago.
"""

from dataclasses import replace
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from profiles.models import AGREED, SHOWN
from talent_register.accounts import access
from talent_register.common.permissions import Permission
from talent_register.organisations.models import Region
from tracking.models.facets import BLOCK

from .facets import Chosen, Counted, Facet, Reader, facets, scan, summed, text

SEEN_BY = "seen_by"
# Rows beside the figures: that the bits hold for the day, and of a short list the bits and the people who changed.
DAY, BLOCKS, PEOPLE = "is of the day", "bits of a block", "changed"
A_PAGE, DEARER = 50, 5  # to look somebody up by key is so much dearer than to meet them in order
NOBODY = f"B'0'::bit({BLOCK})"
CHANGED = "SELECT DISTINCT person FROM tracking_facetchange"


def bit_of(key: str) -> str:
    """The bits of one person alone."""
    return f"set_bit({NOBODY}, mod({key}, {BLOCK})::int, 1)"


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


def count(people: QuerySet, chosen: Chosen, reader: Reader) -> Counted | None:
    """The counts of a list that filters alone make; None where there are no bits for the day. `people` are before them.

    A list is short where its people are sooner looked up by key than met by reading everybody in order until a page is
    full: where its length, squared, is less than everybody times a page, over what a look-up costs more.
    """
    used, active = facets(), _active(chosen)
    statement = _masked(chosen, reader)
    masks = {name: f"without_{name}" for name in active}
    masks |= {facet.name: f"{masks.get(facet.name, 'fitting')} & known_{facet.name}" for facet in used if facet.told}
    cases = " ".join(f"WHEN '{name}' THEN {mask}" for name, mask in masks.items())
    mask = f"CASE facet {cases} ELSE fitting END" if cases else "fitting"
    statement.add(
        f"SELECT facet, value, sum(bit_count(bits & {mask})) FROM {_every(used)} JOIN narrowed USING (block)"
        f" WHERE facet <> '{SEEN_BY}' GROUP BY facet, value"
    )
    for facet in used:
        if facet.told:
            everybody = f"without_{facet.name}" if facet.name in active else "fitting"
            nothing = f"~(coalesce(told, {NOBODY}) & known_{facet.name})"
            statement.add(
                f"UNION ALL SELECT '{facet.name}', '', sum(bit_count({everybody} & {nothing})) FROM narrowed"
                f" LEFT JOIN (SELECT block, bit_or(bits) AS told FROM own WHERE facet = '{facet.name}' GROUP BY block)"
                " anybody USING (block)"
            )
    statement.add("UNION ALL SELECT NULL, '', sum(bit_count(fitting)) FROM narrowed")
    statement.add(f"UNION ALL SELECT '{DAY}', '', 0 FROM tracking_facetrun WHERE day = %s", reader.today)
    is_short = f"(SELECT sum(bit_count(fitting)) ^ 2 <= sum(bit_count(base)) * {A_PAGE // DEARER} FROM narrowed)"
    statement.add(f"UNION ALL SELECT '{BLOCKS}', fitting::text, block FROM narrowed WHERE {is_short}")
    statement.add(f"UNION ALL SELECT '{PEOPLE}', '', person FROM ({CHANGED}) changed WHERE {is_short}")
    try:
        sql, values = scan(people.filter(pk__in=_changed()), chosen, reader)
        statement.add(f"UNION ALL ({sql})", *values)
    except EmptyResultSet:
        return None
    return _read(statement.rows())


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


def _every(used: list[Facet]) -> str:
    kept = "SELECT block, facet, value, bits FROM tracking_facetbits"
    own = " UNION ALL SELECT block, facet, value, bits FROM own" if any(facet.told for facet in used) else ""
    return f"({kept}{own}) every"


def _masked(chosen: Chosen, reader: Reader) -> Statement:
    """The beginning of every statement: who fits, block by block, and who would fit without each filter."""
    used, active = facets(), _active(chosen)
    told = [facet for facet in used if facet.told]
    statement = Statement().add("WITH")
    statement.add(
        f"away AS (SELECT person / {BLOCK} AS block, bit_or({bit_of('person')}) AS bits FROM ({CHANGED}) changed"
        " GROUP BY 1),"
    )
    _told(statement, told, reader)
    statement.add("masks AS MATERIALIZED (SELECT block")
    _seen(statement, reader, Permission.PEOPLE_SEARCH, "seen")
    for facet in told:
        _seen(statement, reader, facet.of_whom, f"known_{facet.name}")
    for name in active:
        statement.add(f", {_any_of(name)} AS of_{name}", list(chosen[name]))
    needed = [SEEN_BY, "region", *active]
    statement.add(f"FROM {_every(used)} WHERE facet = ANY(%s) GROUP BY block),", needed)
    statement.add(f"shown AS (SELECT masks.*, seen & ~coalesce(away.bits, {NOBODY}) AS base")
    statement.add("FROM masks LEFT JOIN away USING (block)),")
    masks: dict[str, list[str]] = {"base": []}
    masks |= {f"without_{name}": [one for one in active if one != name] for name in active} | {"fitting": active}
    known = {facet.name: f" & known_{facet.name}" for facet in told}
    of = {name: f"of_{name}{known.get(name, '')}" for name in active}
    columns = [f"{' & '.join(['base', *(of[one] for one in kept)])} AS {name}" for name, kept in masks.items()]
    columns += [f"known_{facet.name}" for facet in told]
    statement.add(f"narrowed AS MATERIALIZED (SELECT block, {', '.join(columns)} FROM shown)")
    return statement


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


def _told(statement: Statement, own: list[Facet], reader: Reader) -> None:
    """The bits of filters whose values depend on who reads."""
    if not own:
        return
    statement.add("own AS MATERIALIZED (")
    for number, facet in enumerate(own):
        sql, values = facet.told(reader.user).query.sql_with_params()
        statement.add("UNION ALL" if number else "")
        statement.add(
            f"SELECT '{facet.name}' AS facet, value, person / {BLOCK} AS block, bit_or({bit_of('person')}) AS bits"
        )
        statement.add(f"FROM ({sql}) told (person, value) GROUP BY 1, 2, 3", *values)
    statement.add("),")


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
        SELECT person / {BLOCK}, facet, value, bit_or({bit_of("person")})
        FROM ({sql}) people (person, {", ".join(heads)})
        CROSS JOIN LATERAL (VALUES {pairs}) told (facet, value)
        WHERE value IS NOT NULL GROUP BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
