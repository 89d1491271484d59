"""The mark on a database that holds made-up people only: a comment on the table of people, copied with every dump."""

import json

from django.conf import settings
from django.db import connection
from psycopg import sql

from profiles.models import Clinician
from talent_register.accounts.models import User

WORD = "DEMO "
TABLE = Clinician._meta.db_table


class CannotBuild(Exception):
    """The sentence says why no demo may be built here."""


def read() -> dict:
    """What the mark says: people, seed and day; empty when the database is no demo."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(%s::regclass, 'pg_class')", [TABLE])
        comment = cursor.fetchone()[0] or ""
    return json.loads(comment.removeprefix(WORD)) if comment.startswith(WORD) else {}


def write(facts: dict) -> None:
    """Mark the database as a demo. Done first, so that a build that broke off can be built again."""
    with connection.cursor() as cursor:
        comment = sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(TABLE), WORD + json.dumps(facts))
        cursor.execute(comment)


def check_may_build() -> None:
    """Refuse in production, and where anybody is who did not come from a demo."""
    if settings.PRODUCTION:
        raise CannotBuild("This is production. The demo is never built here.")
    if read():
        return
    if Clinician.objects.exists() or User.objects.exists():
        raise CannotBuild(
            "There are people in this database who did not come from the demo. Nothing was changed. "
            "Use an empty database, for example a new checkout or another DATABASE_URL."
        )
