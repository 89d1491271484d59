"""Doing something one at a time, whichever process asks."""

from django.db import connection


def take_turn(*name: object) -> None:
    """Inside a transaction: wait until whoever took the turn of this name is done. It ends with the transaction."""
    words = ":".join(map(str, name))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [words])
