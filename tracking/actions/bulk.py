"""One statement for many rows: INSERT … SELECT of a queryset, leaving what is there already."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet


def insert_missing(model: type[Model], rows: QuerySet, columns: Mapping[str, Any]) -> list[int]:
    """Insert a row of `model` for each of `rows`; `columns` says what goes into which field. Returns the new keys."""
    fields: dict[str, Any] = {field.name: field for field in model._meta.concrete_fields}
    names = [fields[name].column for name in columns]
    selected = rows.order_by().values_list(*columns.values())
    select, params = selected.query.sql_with_params()
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        # Names come from the model, values travel as parameters.
        cursor.execute(f"INSERT INTO {table} ({quoted}) {select} ON CONFLICT DO NOTHING RETURNING id", params)
        return [key for (key,) in cursor.fetchall()]
