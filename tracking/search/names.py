"""Conditions on names, as one expression each: put together from many small ones they took longer to write down than
PostgreSQL to answer."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, IntegerField, Value

from profiles.models import NameWords
from tracking.models import NameWord
from tracking.rules.search import name_pairs, up_to

# For each word of a search the words of names that count as it; a word without any must begin a name.
Meant = Sequence[tuple[str, Sequence[str]]]


class Named(Func):
    """Names begin with the words, in either order: range scans on the folded keys."""

    output_field = BooleanField()

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(F("family_key"), F("given_key"))
        self.words = words

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:  # type: ignore[override]
        family, given = (compiler.compile(name)[0] for name in self.get_source_expressions())
        ways, values = [], []
        for pair in name_pairs(self.words):
            begun = [(column, start) for column, start in ((family, pair.family), (given, pair.given)) if start]
            ways.append(" AND ".join(_begins(column) for column, _start in begun))
            values += [end for _column, start in begun for end in (start, up_to(start))]
        return f"({' OR '.join(f'({way})' for way in ways)})", values


class WithWords(Func):
    """Names hold a word for each word of a search, in one of some ways to read it."""

    output_field = BooleanField()

    def __init__(self, *ways: Meant) -> None:
        super().__init__(NameWords(), F("family_key"), F("given_key"))
        self.ways = tuple(tuple((word, tuple(close)) for word, close in way) for way in ways)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:  # type: ignore[override]
        words, words_values = compiler.compile(self.get_source_expressions()[0])
        family, given = (compiler.compile(name)[0] for name in self.get_source_expressions()[1:])
        ways, values = [], []
        for way in self.ways:
            parts = []
            for word, close in way:
                if close:
                    parts.append(f"{words} && %s::text[]")
                    values += [*words_values, list(close)]
                else:
                    parts.append(f"({_begins(family)} OR {_begins(given)})")
                    values += [word, up_to(word)] * 2
            ways.append(" AND ".join(parts))
        return f"({' OR '.join(f'({way})' for way in ways)})", values


class WithinWords(Func):
    """Some word of the names has this in it. The words of all names that have it are found first, and they are not
    many; then those who bear one of them. So nobody's name is compared."""

    output_field = BooleanField()

    def __init__(self, part: str) -> None:
        super().__init__(NameWords())
        self.part = part

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:  # type: ignore[override]
        words, values = compiler.compile(self.get_source_expressions()[0])
        known = f"ARRAY(SELECT word::text FROM {NameWord._meta.db_table} WHERE word LIKE %s)"  # noqa: S608 our own name
        return f"{words} && {known}", [*values, f"%{connection.ops.prep_for_like_query(self.part)}%"]


def _begins(column: str) -> str:
    return f"{column} >= %s AND {column} < %s"


class PlaceAmong(Func):
    """Where a person stands in a list of keys."""

    function = "array_position"
    output_field = IntegerField()

    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__(Value(list(keys), output_field=ArrayField(BigIntegerField())), F("pk"))
