"""Counting by a scan: the list, every choice, and the list without each filter, in one statement.

Who is counted is whoever may be seen. Bits do the same sooner where everybody is counted.
"""

from collections.abc import Iterator

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from .facets import Chosen, Counted, Facet, Reader, Row, facets, summed, text
from .statements import Statement


def count(people: QuerySet, chosen: Chosen, reader: Reader) -> Counted:
    """Count people by every facet, each as if its own filter were not chosen. `people` are before all facets."""
    return summed(counted_rows(people, chosen, reader))


def counted_rows(people: QuerySet, chosen: Chosen, reader: Reader) -> list[Row]:
    """The same as rows to be summed with others."""
    try:
        statement = Scan(people, chosen, reader).statement()
    except EmptyResultSet:
        return []
    return statement.rows()


class Scan:
    """The statement that reads every one of the people once: a column for each filter of which they have one value, and
    one that says whether they fit for each chosen filter of which they may have several.

    The words of the statement are ours; what was chosen travels as parameters.
    """

    def __init__(self, people: QuerySet, chosen: Chosen, reader: Reader) -> None:
        self.people, self.chosen, self.reader = people, chosen, reader
        self.of_one = [facet for facet in facets() if not facet.pairs]
        self.of_many = [facet for facet in facets() if facet.pairs]
        self.columns = [f"v{number}" for number in range(len(self.of_one))]
        self.fits = {
            **{
                facet.name: (f"{column} = ANY(%s)", [list(chosen[facet.name])])
                for facet, column in zip(self.of_one, self.columns, strict=True)
                if chosen.get(facet.name)
            },
            **{facet.name: (f"fits_{facet.name}", []) for facet in self.of_many if chosen.get(facet.name)},
        }

    def statement(self) -> Statement:
        """EmptyResultSet: there can be nobody."""
        made = Statement()
        self._add_people(made)
        self._add_groups(made)
        for facet in self.of_many:
            self._add_pairs(made, facet)
        return made

    def _add_people(self, made: Statement) -> None:
        chosen = [facet for facet in self.of_many if facet.name in self.fits]
        valued = self.people.order_by().values_list(
            "pk",
            *(text(facet.value(self.reader)) for facet in self.of_one if facet.value),
            *(_fits(facet, self.chosen[facet.name], self.reader) for facet in chosen),
        )
        inner, values = valued.query.sql_with_params()
        heads = ["person", *self.columns, *(f"fits_{facet.name}" for facet in chosen)]
        made.add(f"WITH people ({', '.join(heads)}) AS MATERIALIZED ({inner})", *values)

    def _add_groups(self, made: Statement) -> None:
        heads = ", ".join(self.columns)
        grouped = f"CASE grouping({heads})"
        names = " ".join(f"WHEN {bit} THEN '{facet.name}'" for facet, bit in self._bits())
        made.add(f"SELECT {grouped} {names} END, coalesce({heads}, ''),")
        everybody, values = self._count_fitting("")
        figures = [(bit, *self._count_fitting(facet.name)) for facet, bit in self._bits() if facet.name in self.fits]
        if figures:
            made.add(grouped)
            for bit, sql, some in figures:
                made.add(f"WHEN {bit} THEN {sql}", *some)
            made.add(f"ELSE {everybody} END", *values)
        else:
            made.add(everybody, *values)
        sets = ", ".join(f"({one})" for one in self.columns)
        made.add(f"FROM people GROUP BY GROUPING SETS ((), {sets})")

    def _add_pairs(self, made: Statement, facet: Facet) -> None:
        """How many have each value of a filter of which they may have several; none; and are there without it."""
        if not facet.pairs:
            return
        known = facet.open_to(self.reader) if facet.open_to else None
        where, values = self._fitting(facet.name)
        those = RawSQL("SELECT person FROM people", [])
        try:
            had, of_pairs = facet.pairs(known).filter(clinician__in=those).query.sql_with_params()
        except EmptyResultSet:
            had, of_pairs = "SELECT NULL::bigint, NULL::text WHERE false", ()
        made.add(f"UNION ALL SELECT '{facet.name}', value, count(*)")
        made.add(f"FROM ({had}) had (person, value)", *of_pairs)
        made.add(f"JOIN people USING (person) WHERE {where} GROUP BY value", *values)
        if facet.rest:
            made.add(f"UNION ALL SELECT '{facet.name}', '{facet.rest}', count(*)")
            made.add(f"FROM people WHERE {where}", *values)
            made.add(f"AND NOT EXISTS (SELECT FROM ({had}) had (whose) WHERE whose = person)", *of_pairs)
        if facet.name in self.fits:
            made.add(f"UNION ALL SELECT '{facet.name}', NULL, count(*)")
            made.add(f"FROM people WHERE {where}", *values)

    def _bits(self) -> Iterator[tuple[Facet, int]]:
        """What PostgreSQL says of a row grouped by a column alone: a bit for each column, 0 for the one."""
        several = len(self.of_one)
        for number, facet in enumerate(self.of_one):
            yield facet, 2**several - 1 - 2 ** (several - 1 - number)

    def _count_fitting(self, left_out: str) -> tuple[str, list]:
        where, values = self._fitting(left_out)
        return f"count(*) FILTER (WHERE {where})", values

    def _fitting(self, left_out: str) -> tuple[str, list]:
        """Who fits every filter but one."""
        kept = [fit for name, fit in self.fits.items() if name != left_out]
        return " AND ".join(sql for sql, _values in kept) or "true", [one for _sql, values in kept for one in values]


def _fits(facet: Facet, values: tuple[str, ...], reader: Reader) -> Case:
    return Case(When(facet.having(values, reader), then=Value(True)), default=Value(False))
