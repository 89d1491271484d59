"""The same person twice in one file: found by number and by address, in the database."""

import json

from django.db import connection

from .columns import NUMBERS, WORK_EMAIL

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


def note(run) -> None:
    """Put the problem on every row that repeats another."""
    labels = {column.key: str(column.label) for column in NUMBERS}
    with connection.cursor() as cursor:
        cursor.execute(SAME_NUMBER, {"run": run.pk, "columns": list(labels), "labels": json.dumps(labels)})
        cursor.execute(SAME_EMAIL, {"run": run.pk, "email": WORK_EMAIL})
