"""Keeping the words of names: what nobody is called any more goes."""

from django.db import connection, transaction

FORGET = """
    DELETE FROM tracking_nameword gone
    WHERE NOT EXISTS (
        SELECT FROM profiles_clinician
        WHERE string_to_array(family_key || ' ' || given_key, ' ') @> ARRAY[gone.word::text]
    ) OR EXISTS (SELECT FROM tracking_nameword twin WHERE twin.word = gone.word AND twin.id < gone.id)
"""


@transaction.atomic
def forget_unused() -> int:
    """Take away words that nobody is called by, and second copies of words. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(FORGET)
        return cursor.rowcount
