"""The same person twice in one file: by number, by address, and by whom the rows turned out to be. In the database."""

import json

from django.db import connection

from .columns import LAST_NAME, NUMBERS, PERSONAL_EMAIL, WORK_EMAIL

# Of rows with one number, every one after the first has the problem and names the first.
SAME_NUMBER = """
    WITH told AS (
        SELECT id, number, first_value(number) OVER (
            PARTITION BY cleaned ->> 'regulator', cleaned ->> 'number_key' ORDER BY number) AS other
        FROM imports_importrow
        WHERE run_id = %(run)s AND answer <> 'LEAVE_OUT' AND cleaned ? 'number_key'
    ), found AS (
        SELECT t.id, t.number, t.other,
            (SELECT k.key FROM unnest(%(columns)s::text[]) WITH ORDINALITY AS k (key, place)
             WHERE (r.raw || r.fixes) ? k.key ORDER BY k.place LIMIT 1) AS key
        FROM told t JOIN imports_importrow r ON r.id = t.id WHERE t.other <> t.number
    )
    UPDATE imports_importrow r SET action = '', state = CASE r.state WHEN 'LEFT_OUT' THEN r.state ELSE 'PROBLEM' END,
        issues = r.issues || jsonb_build_array(jsonb_build_object(
            'column', coalesce(f.key, (%(columns)s::text[])[1]), 'value', left((r.raw || r.fixes) ->> f.key, 60),
            'code', 'duplicate_in_file', 'level', 'problem', 'details', jsonb_build_object(
                'row', f.number, 'other_row', f.other, 'label', %(labels)s::jsonb ->> f.key)))
    FROM found f WHERE r.id = f.id
"""
# Whose address it is cannot be told from the file: every row that has it names another.
SAME_EMAIL = """
    WITH told AS (
        SELECT id, number, cleaned ->> %(email)s::text AS email,
            min(number) OVER same AS first, max(number) OVER same AS last
        FROM imports_importrow
        WHERE run_id = %(run)s AND answer <> 'LEAVE_OUT' AND cleaned ? %(email)s
            AND NOT issues @> '[{"code": "duplicate_in_file"}]'
        WINDOW same AS (PARTITION BY cleaned ->> %(email)s::text)
    )
    UPDATE imports_importrow r SET action = '', state = CASE r.state WHEN 'LEFT_OUT' THEN r.state ELSE 'PROBLEM' END,
        issues = r.issues || jsonb_build_array(jsonb_build_object(
            'column', %(email)s::text, 'value', left(t.email, 60), 'code', 'duplicate_email', 'level', 'problem',
            'details', jsonb_build_object('row', t.number,
                'other_row', CASE WHEN t.number = t.first THEN t.last ELSE t.first END)))
    FROM told t WHERE r.id = t.id AND t.first <> t.last
"""
# Two numbers of one person, or an answer, can make two rows that differ the same person's. The later would undo the
# earlier, or be a second place on one list. `identity`: SQL of what one person may have several of, after a comma.
SAME_PERSON = """
    WITH told AS (
        SELECT id, number, first_value(number) OVER (PARTITION BY person_id {identity} ORDER BY number) AS other
        FROM imports_importrow r
        WHERE run_id = %(run)s AND state = 'READY' AND action <> 'LEAVER' AND person_id IS NOT NULL
    ), found AS (
        SELECT t.id, t.number, t.other,
            (SELECT k.key FROM unnest(%(columns)s::text[]) WITH ORDINALITY AS k (key, place)
             WHERE (r.raw || r.fixes) ? k.key ORDER BY k.place LIMIT 1) AS key
        FROM told t JOIN imports_importrow r ON r.id = t.id WHERE t.other <> t.number
    )
    UPDATE imports_importrow r SET state = 'PROBLEM', action = '', before = NULL, after = NULL,
        issues = r.issues || jsonb_build_array(jsonb_build_object(
            'column', coalesce(f.key, (%(columns)s::text[])[1]),
            'value', coalesce(left((r.raw || r.fixes) ->> f.key, 60), ''), 'code', 'duplicate_person',
            'level', 'problem', 'details', jsonb_build_object('row', f.number, 'other_row', f.other)))
    FROM found f WHERE r.id = f.id
"""


def note(run) -> None:
    """Put the problem on every row that repeats another."""
    labels = {column.key: str(column.label) for column in NUMBERS}
    with connection.cursor() as cursor:
        cursor.execute(SAME_NUMBER, {"run": run.pk, "columns": list(labels), "labels": json.dumps(labels)})
        cursor.execute(SAME_EMAIL, {"run": run.pk, "email": WORK_EMAIL})


def note_same_people(cursor, run, identity: str = "") -> int:
    """Put the problem on every row that is about the person of an earlier one; returns on how many. After a match."""
    columns = [column.key for column in NUMBERS] + [WORK_EMAIL, PERSONAL_EMAIL, LAST_NAME]
    cursor.execute(SAME_PERSON.replace("{identity}", identity), {"run": run.pk, "columns": columns})
    return cursor.rowcount
