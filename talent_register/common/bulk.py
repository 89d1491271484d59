"""INSERT … SELECT for a model: what the query does not give, the model's own defaults fill."""

from django.db import connection, models


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
