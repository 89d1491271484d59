"""Rows into PostgreSQL by COPY, the way imports write them: whole tables in one statement, triggers included."""

from collections.abc import Sequence

from django.db import connection, models
from psycopg import sql


def copy(rows: Sequence[models.Model]) -> None:
    """Write these rows, all of one model. Each gets the next number of its table where it has none."""
    if not rows:
        return
    model = type(rows[0])
    number(rows)
    _follow(rows)
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    )
    with connection.cursor() as cursor, cursor.copy(statement) as target:
        for row in rows:
            target.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])


def _follow(rows: Sequence[models.Model]) -> None:
    """Take over the keys of related rows that had none yet when they were assigned."""
    relations = [field for field in type(rows[0])._meta.concrete_fields if field.is_relation]
    for row in rows:
        for field in relations:
            if field.is_cached(row) and (related := field.get_cached_value(row)) is not None:
                setattr(row, field.attname, related.pk)


def number(rows: Sequence[models.Model]) -> None:
    """Give rows their primary keys before they are written, so that others can point at them."""
    without = [row for row in rows if row.pk is None]
    if not without:
        return
    meta = type(without[0])._meta
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(without)],
        )
        for row, (key,) in zip(without, cursor.fetchall(), strict=True):
            row.pk = key
