"""Rows that a slow loader makes, kept after the first time and copied back in later tests of the same process."""

import os
from collections.abc import Callable
from datetime import date
from functools import wraps

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from pathways.models import ContentVersion, Role
from talent_register.embedded.migrated import MARK

# The apps whose tables loaders fill. What triggers write elsewhere comes again with the rows: so does the version.
OURS = {"profiles", "pathways", "tracking"}


def kept(load: Callable[[], None]) -> Callable[[], None]:
    """`load()` as it is, but quick from the second time on wherever its tables are as empty as at first."""
    rows_of: dict[date, dict[str, tuple[list[str], bytes]]] = {}

    @wraps(load)
    def load_or_copy() -> None:
        today = timezone.localdate()
        known = rows_of.get(today)
        if known and not _filled(list(known)):
            _copy_in(known)
            return
        before = _filled(_tables())
        load()
        if not known and not before:
            rows_of[today] = {table: _copy_out(table) for table in _filled(_tables())}

    return load_or_copy


def _tables() -> list[str]:
    models = [model for model in apps.get_models() if model._meta.app_label in OURS and model._meta.managed]
    return [model._meta.db_table for model in models if model is not ContentVersion]


def _filled(tables: list[str]) -> set[str]:
    question = " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {table for (table,) in cursor.fetchall()}


def _copy_out(table: str) -> tuple[list[str], bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        columns = [f'"{column}"' for (column,) in cursor.fetchall()]
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) TO STDOUT (FORMAT binary)") as out:
            return columns, b"".join(out)


def _copy_in(known: dict[str, tuple[list[str], bytes]]) -> None:
    """Rows that were found right when they were loaded are not asked again; only the run's own server allows that."""
    with transaction.atomic(), connection.cursor() as cursor:
        if MARK in os.environ:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table, (columns, rows) in known.items():
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT binary)") as into:
                into.write(rows)
        cursor.execute(
            "SELECT format('SELECT setval(%%L, (SELECT max(id) FROM %%I))', pg_get_serial_sequence(name, 'id'), name)"
            " FROM unnest(%s::text[]) AS name WHERE pg_get_serial_sequence(name, 'id') IS NOT NULL",
            [[table for table, (columns, _rows) in known.items() if '"id"' in columns]],
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        if MARK in os.environ:
            cursor.execute("SET LOCAL session_replication_role = origin")
            cursor.execute(f"DELETE FROM {Role._meta.db_table} WHERE false")  # makes a new content version
