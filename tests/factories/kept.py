"""Rows that a slow loader makes, kept after the first time and copied back in later tests of the same process."""

import os
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from pathways.models import ContentVersion, Role
from talent_register.embedded.migrated import MARK

# The apps whose tables loaders of facts fill. What triggers write elsewhere comes again with the rows: so does the
# version.
OURS = {"profiles", "pathways", "tracking"}
# What every database has from its making, and no loader writes.
ALWAYS = ("django_content_type", "auth_permission", "django_migrations")


class Made(NamedTuple):
    """What a loader returned, and the rows it left: of each table the columns, and the rows as COPY writes them."""

    answer: Any
    rows: dict[str, tuple[list[str], bytes]]


def kept(load: Callable[[], Any]) -> Callable[[], Any]:
    """`load()` of facts as it is, but quick from the second time on wherever its tables are as empty as at first."""
    return _once_a_day(load, lambda: _tables_of(OURS))


def kept_world(load: Callable[[], Any]) -> Callable[[], Any]:
    """The same of a loader that begins with nothing and writes to any table; what it returned comes as a copy.

    What its rows set off (their history, letters) is among what is kept. A server that is not the run's own lets
    nobody pass by its triggers: there it is loaded each time.
    """
    once = _once_a_day(load, lambda: _tables_of(None))
    return wraps(load)(lambda: once() if MARK in os.environ else load())


def _once_a_day(load: Callable[[], Any], tables: Callable[[], list[str]]) -> Callable[[], Any]:
    made_on: dict[date, Made] = {}

    @wraps(load)
    def load_or_copy() -> Any:
        today = timezone.localdate()
        made = made_on.get(today)
        if made and not _filled(list(made.rows)):
            _copy_in(made.rows)
            return deepcopy(made.answer)
        before = _filled(tables())
        answer = load()
        if not made and not before:
            made_on[today] = Made(deepcopy(answer), {table: _copy_out(table) for table in _filled(tables())})
        return answer

    return load_or_copy


def _tables_of(labels: set[str] | None) -> list[str]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    ours = {model._meta.db_table for model in models if labels is None or model._meta.app_label in labels}
    return sorted(ours - {*ALWAYS, ContentVersion._meta.db_table})


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
