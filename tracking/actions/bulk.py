"""One statement for many rows: INSERT … SELECT of a queryset, leaving what is there already."""

from django.db import connection
from django.db.models import Expression, Model, QuerySet


def insert_missing(model: type[Model], rows: QuerySet, columns: dict[str, Expression]) -> list[int]:
    """Insert a row of `model` for each of `rows`; `columns` says what goes into which field. Returns the new keys."""
    names = [model._meta.get_field(name).column for name in columns]
    selected = rows.order_by().values_list(*columns.values())
    select, params = selected.query.sql_with_params()
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        # Names come from the model, values travel as parameters.
        cursor.execute(f"INSERT INTO {table} ({quoted}) {select} ON CONFLICT DO NOTHING RETURNING id", params)
        return [key for (key,) in cursor.fetchall()]
