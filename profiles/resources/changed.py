"""Whom a list need not be searched for again: rows that were nobody's at the last match, and to which nobody leads who
changed since.

PostgreSQL tells who changed: every row carries the number of the transaction that wrote it, and numbers only grow. So
whoever writes, and by whatever way, is noticed, and no writer has to leave a note.
"""

from collections.abc import Iterable

from .ways import Way, to_changed

# The oldest transaction that was still open: all that is written from now on has its number or a later one. After a
# restart nothing is said of the time before, as the server may have been restored.
MARK = """
    SELECT concat(pg_snapshot_xmin(pg_current_snapshot()), '@', extract(epoch FROM pg_postmaster_start_time()))
"""
AGE = """
    SELECT pg_current_xact_id()::text::bigint - %(number)s::bigint
    WHERE extract(epoch FROM pg_postmaster_start_time())::text = %(started)s
"""
OLDEST = 2**31 - 2  # how far back PostgreSQL compares numbers of transactions
# More people than this are searched for as if all had changed.
MOST = 5_000
WHO = """
    CREATE TEMPORARY TABLE import_changed ON COMMIT DROP AS
    SELECT id FROM profiles_clinician WHERE age(xmin) <= %(age)s
    UNION SELECT clinician_id FROM profiles_registration WHERE age(xmin) <= %(age)s
    UNION SELECT clinician_id FROM profiles_training
        WHERE organisation_id = %(organisation)s AND age(xmin) <= %(age)s
    UNION SELECT c.id FROM accounts_user u JOIN profiles_clinician c ON c.user_id = u.id WHERE age(u.xmin) <= %(age)s
    UNION SELECT unnest(ARRAY[lost_id, kept_id]) FROM profiles_recordmerge WHERE age(xmin) <= %(age)s
"""
BEARERS = """
    (SELECT count(*)
     FROM (SELECT FROM profiles_clinician x WHERE x.{name}_key = c.{name}_key LIMIT %(enough)s) namesakes)
    AS {name}_bearers
"""
PEOPLE = f"""
    CREATE TEMPORARY TABLE import_changed_person ON COMMIT DROP AS
    SELECT c.id, c.user_id, c.family_key, c.given_key, c.birth_date, c.work_email, c.personal_email,
        {BEARERS.format(name="family")}, {BEARERS.format(name="given")}
    FROM import_changed JOIN profiles_clinician c USING (id)
"""  # noqa: S608 made of our own names only
NOBODYS = """
    DELETE FROM import_asked a USING ({nobodys}) n WHERE n.id = a.row_id
        AND NOT EXISTS (SELECT FROM import_pair p WHERE p.row_id = a.row_id)
"""
NONE = "SELECT 0 AS id WHERE false"
UNASKED = "DELETE FROM import_address e WHERE NOT EXISTS (SELECT FROM import_asked a WHERE a.row_id = e.row_id)"


def mark(cursor) -> str:
    """The present moment, for `age`."""
    cursor.execute(MARK)
    return cursor.fetchone()[0]


def age(cursor, marked: str) -> int | None:
    """How many transactions ago that moment was; None where that cannot be told."""
    number, _at, started = marked.partition("@")
    cursor.execute(AGE, {"number": number or 0, "started": started})
    found = cursor.fetchone()
    return found[0] if found and 0 <= found[0] <= OLDEST else None


def leave_out(cursor, nobodys: str, ways: Iterable[Way], params: dict, *, enough: int) -> int:
    """Take the rows of `nobodys` (SQL of their keys) out of import_asked, but for those to which one of the `ways`
    leads from somebody who changed. `enough`: bearers of a name beyond which it makes no difference how many. Returns
    how many rows are left."""
    cursor.execute("DROP TABLE IF EXISTS import_changed, import_changed_person")
    cursor.execute(WHO, params)
    changed = cursor.rowcount
    nobodys = nobodys if changed <= MOST else NONE
    if 0 < changed <= MOST:
        cursor.execute("ANALYZE import_changed")
        cursor.execute(PEOPLE, {"enough": enough})
        cursor.execute("ANALYZE import_changed_person")
        for way in ways:
            cursor.execute(f"INSERT INTO import_pair SELECT a.row_id, c.id FROM {to_changed(way)}", params)  # noqa: S608
    cursor.execute(NOBODYS.format(nobodys=nobodys), params)
    cursor.execute(UNASKED)
    cursor.execute("ANALYZE import_asked")
    cursor.execute("ANALYZE import_address")
    cursor.execute("SELECT count(*) FROM import_asked")
    return cursor.fetchone()[0]
