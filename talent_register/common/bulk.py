"""Statements over many rows: INSERT … SELECT for a model, and plans for what the planner cannot know yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

FEW = 2_000


@contextmanager
def planned_for(rows: int) -> Iterator[None]:
    """Within it, statements over many rows join by hashes; those over a few are planned as always.

    What came in a moment ago is not in the planner's statistics. It takes the rows of a new list for one, and then
    reads all of them for each: minutes become hours. Within a transaction only.
    """
    walks = "SELECT set_config('enable_nestloop', %s, true)"
    with connection.cursor() as cursor:
        cursor.execute(walks, ["on" if rows <= FEW else "off"])
        yield
        cursor.execute(walks, ["on"])


def insert_select(
    model: type[models.Model], values: dict[str, str], source: str, params: dict, *, suffix: str = ""
) -> int:
    """Insert one row for each row of `source` (FROM … WHERE …). `values`: field name → SQL expression.

    `params` are named parameters of all the SQL here, which is written by us and never by users. Returns the count.
    """
    columns, expressions, named = [], [], dict(params)
    for field in model._meta.concrete_fields:
        if field.primary_key and field.name not in values:
            continue
        columns.append(connection.ops.quote_name(field.column))
        if field.name in values:
            expressions.append(values[field.name])
            continue
        default = field.get_db_prep_save(field.get_default(), connection)
        named[f"default_{field.column}"] = default
        expressions.append(f"%(default_{field.column})s::{field.db_type(connection).split(' COLLATE')[0]}")
    statement = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)}) "
        f"SELECT {', '.join(expressions)} {source} {suffix}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, named)
        return cursor.rowcount
