"""Keeping the words of names: what nobody is called any more goes, and what is missing comes."""

from django.db import connection, transaction

FORGET = """
    DELETE FROM tracking_nameword gone
    WHERE NOT EXISTS (
        SELECT FROM profiles_clinician
        WHERE string_to_array(family_key || ' ' || given_key, ' ') @> ARRAY[gone.word::text]
    ) OR EXISTS (SELECT FROM tracking_nameword twin WHERE twin.word = gone.word AND twin.id < gone.id)
"""

# A word goes here while somebody is just being called so: the trigger still saw it, and notes nothing.
NOTE = """
    INSERT INTO tracking_nameword (word, slips)
    SELECT said.word, tracking_slips(said.word)
    FROM (SELECT DISTINCT unnest(string_to_array(family_key || ' ' || given_key, ' ')) AS word
          FROM profiles_clinician) said
    WHERE said.word <> '' AND NOT EXISTS (SELECT FROM tracking_nameword known WHERE known.word = said.word)
"""


@transaction.atomic
def note_missing() -> int:
    """Note words of names that are not known. Returns how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE)
        return cursor.rowcount


@transaction.atomic
def forget_unused() -> int:
    """Take away words that nobody is called by, and second copies of words. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(FORGET)
        return cursor.rowcount
