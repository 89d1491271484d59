"""Which person each staged row is, and what would change: set-based, inside PostgreSQL.

Only the organisation's own list and the people it supplied are compared. Of anybody else nothing is read back.
Only rows whose person, or whose person's state, is news get a verdict and are written.
"""

import json

from django.db import connection, transaction

from profiles.models import BY_ADDRESS, Suppression

from . import candidates, changed, duplicates, same_person
from .stored import IS_OURS, PERSON_FIELDS, PLACES, TRAINING_FIELDS, as_array, as_object

OPEN_ROWS = "r.run_id = %(run)s AND r.state IN ('READY', 'QUESTION') AND r.action <> 'LEAVER'"
# Number by number through their index (OFFSET 0 keeps it so): for a long list the planner would read all there are.
WHO = f"""
    CREATE TEMPORARY TABLE import_who ON COMMIT DROP AS
    SELECT r.id AS row_id, r.answer, g.clinician_id AS person_id,
        CASE WHEN g.id IS NOT NULL THEN 'number' END AS why,
        coalesce(c.family_key = r.cleaned ->> 'family_key', false) AS is_sure
    FROM imports_importrow r
    LEFT JOIN profiles_regulator b ON b.code = r.cleaned ->> 'regulator'
    LEFT JOIN LATERAL (
        SELECT id, clinician_id FROM profiles_registration
        WHERE regulator_id = b.id AND number_key = r.cleaned ->> 'number_key' OFFSET 0
    ) g ON true
    LEFT JOIN profiles_clinician c ON c.id = g.clinician_id
    WHERE {OPEN_ROWS}
"""  # noqa: S608 made of our own names only
# Whoever was found by a record that was merged since is the person of the kept one.
FOLLOW = """
    UPDATE import_who w SET person_id = m.kept_id
    FROM profiles_recordmerge m WHERE m.lost_id = w.person_id AND m.state = 'MERGED'
"""
# Only people whom a row may be: joined whole, the register would be read for a list that names nobody it knows.
PEOPLE = "(SELECT * FROM profiles_clinician WHERE id IN (SELECT person_id FROM import_who WHERE person_id IS NOT NULL))"
# Made of our own column names only.
VERDICTS = f"""
    CREATE TEMPORARY TABLE import_verdict ON COMMIT DROP AS
    WITH now_seen AS MATERIALIZED (
        SELECT w.*,
            CASE WHEN c.state IN ('DECLINED', 'LEFT') OR w.row_id = ANY(%(suppressed)s) THEN 'BLOCKED'
                 WHEN c.id IS NULL AND w.row_id = ANY(%(suppressed_addresses)s) THEN 'BLOCKED'
                 WHEN c.restricted_at IS NOT NULL THEN 'HELD'
                 WHEN w.answer = 'ASK' AND NOT w.is_sure THEN 'LEFT_OUT'
                 WHEN w.answer = 'TEAM' AND w.why = 'number' AND NOT w.is_sure THEN 'LEFT_OUT'
                 WHEN w.person_id IS NULL OR w.is_sure OR w.answer = 'SAME_ADD' THEN 'READY'
                 WHEN w.answer = 'SAME_KEEP' THEN 'LEFT_OUT' ELSE 'QUESTION' END AS state,
            CASE WHEN c.id IS NOT NULL THEN md5(concat_ws('|', c.id, c.state, c.updated_at, t.id, t.updated_at))
                 ELSE '' END AS version
        FROM import_who w
        LEFT JOIN {PEOPLE} c ON c.id = w.person_id
        LEFT JOIN profiles_training t ON t.clinician_id = c.id AND t.organisation_id = %(organisation)s
    ), known AS MATERIALIZED (
        SELECT w.row_id, w.person_id, w.why, w.state, w.version,
            t.id AS training, t.ended_on, r.cleaned, {IS_OURS} AS is_ours,
            CASE WHEN w.state = 'READY' AND t.id IS NOT NULL THEN {as_object(TRAINING_FIELDS)} ELSE '{{}}' END
                AS training_now,
            CASE WHEN w.state = 'READY' AND c.id IS NOT NULL THEN {as_object(PERSON_FIELDS)} ELSE '{{}}' END
                AS person_now
        FROM now_seen w
        JOIN imports_importrow r ON r.id = w.row_id AND r.run_id = %(run)s
        LEFT JOIN {PEOPLE} c ON c.id = w.person_id
        {PLACES}
        WHERE (w.person_id, w.version, w.state) IS DISTINCT FROM (r.person_id, r.person_version, r.state)
    ), wanted AS MATERIALIZED (
        SELECT k.*,
            CASE WHEN is_ours THEN training_now || person_now ELSE training_now END AS now,
            CASE WHEN is_ours THEN cleaned - ARRAY['regulator', 'number', 'number_key', 'family_key', 'given_key']
                 ELSE cleaned - ARRAY['regulator', 'number', 'number_key', 'family_key', 'given_key']
                     - {as_array(PERSON_FIELDS)} END AS wanted
        FROM known k
    ), compared AS (
        SELECT k.*, d.before, d.after
        FROM wanted k LEFT JOIN LATERAL (
            SELECT jsonb_object_agg(v.key, coalesce(k.now -> v.key, 'null')) AS before,
                jsonb_object_agg(v.key, v.value) AS after
            FROM jsonb_each(CASE WHEN k.state = 'READY' AND k.training IS NOT NULL AND NOT k.now @> k.wanted
                            THEN k.wanted END) v
            WHERE v.value IS DISTINCT FROM k.now -> v.key
        ) d ON true
    )
    SELECT row_id, person_id, version, why,
        CASE WHEN state IN ('BLOCKED', 'HELD') THEN 'LEFT_OUT' ELSE state END AS state, state = 'HELD' AS is_held,
        CASE WHEN state IN ('BLOCKED', 'HELD') THEN 'BLOCKED' WHEN state <> 'READY' THEN ''
             WHEN training IS NULL THEN 'NEW'
             WHEN after IS NULL AND ended_on IS NULL THEN 'UNCHANGED' ELSE 'CHANGED' END AS action,
        CASE WHEN state = 'READY' AND ended_on IS NOT NULL
             THEN coalesce(before, '{{}}') || jsonb_build_object('left', ended_on) ELSE before END AS before,
        after
    FROM compared
"""  # noqa: S608
NEWS = """
    UPDATE imports_importrow r SET person_id = v.person_id, person_version = v.version, state = v.state,
        action = v.action, before = v.before, after = v.after,
        issues = (SELECT coalesce(jsonb_agg(i), '[]') FROM jsonb_array_elements(r.issues) i
                  WHERE i ->> 'code' NOT IN ('possible_match', 'suppressed', 'held', 'asked', 'team_asked'))
            || CASE WHEN v.state = 'QUESTION' THEN jsonb_build_array(
                       %(question)s::jsonb || jsonb_build_object('details', jsonb_build_object('why', v.why),
                           'column', CASE WHEN r.cleaned ? 'number' THEN 'registration_number'
                               WHEN r.cleaned ? 'work_email' THEN 'work_email' ELSE 'last_name' END,
                           'value', left(coalesce(r.cleaned ->> 'number', r.cleaned ->> 'work_email',
                               r.cleaned ->> 'last_name', ''), 60)))
                   WHEN r.answer = 'ASK' AND v.state = 'LEFT_OUT' AND v.action = '' THEN %(asked_issue)s::jsonb
                   WHEN r.answer = 'TEAM' AND v.state = 'LEFT_OUT' AND v.action = '' THEN %(team_issue)s::jsonb
                   WHEN v.is_held THEN %(held_issue)s::jsonb
                   WHEN v.action = 'BLOCKED' THEN jsonb_build_array(%(suppressed_issue)s::jsonb
                       || jsonb_build_object(
                           'column', CASE WHEN r.cleaned ? 'number' THEN 'registration_number'
                               WHEN r.cleaned ? 'work_email' THEN 'work_email' ELSE 'personal_email' END,
                           'value', left(coalesce(r.cleaned ->> 'number', r.cleaned ->> 'work_email',
                               r.cleaned ->> 'personal_email', ''), 60)))
                   ELSE '[]' END
    FROM import_verdict v
    WHERE r.id = v.row_id AND (r.person_id, r.person_version, r.state, r.action, r.before, r.after)
        IS DISTINCT FROM (v.person_id, v.version, v.state, v.action, v.before, v.after)
"""
LEAVERS_FROM = 100_000_000
# Whoever stands in the file in any row, even one that cannot be used, has not left.
LEAVERS_NOW = """
    SELECT t.clinician_id, c.family_name, c.given_names, md5(concat_ws('|', t.id, t.updated_at)) AS version
    FROM profiles_training t JOIN profiles_clinician c ON c.id = t.clinician_id
    WHERE t.organisation_id = %(organisation)s AND t.scope = %(scope)s AND t.ended_on IS NULL
        AND c.state <> 'MERGED' AND c.restricted_at IS NULL
        AND NOT EXISTS (SELECT FROM imports_importrow r
                        WHERE r.run_id = %(run)s AND r.person_id = t.clinician_id AND r.action <> 'LEAVER')
        AND NOT EXISTS (SELECT FROM profiles_registration g JOIN profiles_regulator b ON b.id = g.regulator_id
                        JOIN imports_importrow r ON r.run_id = %(run)s AND r.action <> 'LEAVER'
                            AND r.cleaned ->> 'number_key' = g.number_key AND r.cleaned ->> 'regulator' = b.code
                        WHERE g.clinician_id = t.clinician_id)
        AND NOT EXISTS (SELECT FROM imports_importrow r
                        WHERE r.run_id = %(run)s AND r.action <> 'LEAVER' AND r.state <> 'READY'
                            AND r.cleaned ->> 'family_key' = c.family_key AND r.cleaned ->> 'given_key' = c.given_key)
"""
# Made of our own statement.
NO_LEAVERS = f"""
    DELETE FROM imports_importrow r WHERE r.run_id = %(run)s AND r.action = 'LEAVER'
        AND NOT EXISTS (SELECT FROM ({LEAVERS_NOW}) l
                        WHERE l.clinician_id = r.person_id AND l.version = r.person_version)
"""  # noqa: S608
LEAVERS = f"""
    INSERT INTO imports_importrow
        (run_id, number, raw, fixes, cleaned, issues, state, action, person_id, person_version, answer, before, after)
    SELECT %(run)s, row_number() OVER (ORDER BY l.family_name, l.given_names, l.clinician_id) + greatest(%(from)s,
            (SELECT max(number) FROM imports_importrow WHERE run_id = %(run)s)), '{{}}', '{{}}',
        jsonb_build_object('last_name', l.family_name, 'first_names', l.given_names), '[]', 'READY', 'LEAVER',
        l.clinician_id, l.version, '', '{{"left": null}}', jsonb_build_object('left', %(as_at)s::text)
    FROM ({LEAVERS_NOW}) l
    WHERE NOT EXISTS (SELECT FROM imports_importrow r
                      WHERE r.run_id = %(run)s AND r.action = 'LEAVER' AND r.person_id = l.clinician_id)
"""  # noqa: S608
# Made of our own column names only.
KNOWN = f"""
    SELECT ({as_object(TRAINING_FIELDS)} || {as_object(PERSON_FIELDS)})::text
    FROM profiles_clinician c {PLACES} WHERE c.id = %(person)s AND {IS_OURS}
"""  # noqa: S608
QUESTION = '{"code": "possible_match", "level": "question"}'
HELD = '[{"column": "registration_number", "value": "", "code": "held", "level": "warning", "details": {}}]'
ASKED = '[{"column": "registration_number", "value": "", "code": "asked", "level": "warning", "details": {}}]'
TEAM = ASKED.replace("asked", "team_asked")
SUPPRESSED = '{"code": "suppressed", "level": "warning", "details": {}}'


def match(run, *, nobodys: str = "") -> int:
    """Match, question, block and compare every row that has no problem. Returns how many verdicts are news. Rows of
    `nobodys` (SQL of their keys) are looked for only among people who changed since the run was matched last."""
    params = {
        "run": run.pk,
        "organisation": run.organisation_id,
        "scope": run.scope,
        "as_at": run.as_at.isoformat(),
        "from": LEAVERS_FROM,
        "question": QUESTION,
        "suppressed_issue": SUPPRESSED,
        "held_issue": HELD,
        "asked_issue": ASKED,
        "team_issue": TEAM,
        "suppressed": _suppressed(run, "number_key"),
        # Somebody on the register may have got the address of somebody who declined: only new people are kept out.
        "suppressed_addresses": _suppressed(run, "work_email", "personal_email"),
    }
    with connection.cursor() as cursor:
        params["age"] = changed.age(cursor, run.matched_as_of) if nobodys else None
        run.matched_as_of = changed.mark(cursor)
        cursor.execute("DROP TABLE IF EXISTS import_who, import_verdict")
        cursor.execute(candidates.MEMORY)
        same_person.let_go(cursor, params)
        cursor.execute(WHO, params)
        cursor.execute("ANALYZE import_who")
        candidates.find(cursor, params, nobodys=nobodys if params["age"] is not None else "")
        cursor.execute(candidates.BEST)
        same_person.agree(cursor, params)
        cursor.execute(FOLLOW)
        cursor.execute("ANALYZE import_who")
        cursor.execute(VERDICTS, params)
        cursor.execute("ANALYZE import_verdict")
        cursor.execute(NEWS, params)
        news = cursor.rowcount + duplicates.note_same_people(cursor, run)
        for statement in (NO_LEAVERS, LEAVERS) if run.mode == "REPLACE" else ():
            cursor.execute(statement, params)
            news += cursor.rowcount
        return news


def possible(run, rows) -> dict[int, list[tuple[int, str]]]:
    """Everybody that each of these questions may be about, likeliest first, and what they were found by."""
    asked = {"run": run.pk, "organisation": run.organisation_id, "rows": [row.pk for row in rows]}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_who")
        cursor.execute(candidates.MEMORY)
        cursor.execute(f"{WHO} AND r.id = ANY(%(rows)s)", asked)
        candidates.find(cursor, asked)
        return candidates.ranked(cursor)


def known(run, person_id: int) -> dict | None:
    """A person's values as a list would write them, if this organisation alone supplied them; else nothing."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"person": person_id, "organisation": run.organisation_id})
        row = cursor.fetchone()
    return json.loads(row[0]) if row else None


def _suppressed(run, *columns: str) -> list[int]:
    """Rows of this file whose people asked not to be added again, by their number or an address of theirs."""
    if not Suppression.objects.exists():
        return []
    named = run.rows.filter(state__in=["READY", "QUESTION"], cleaned__has_any_keys=columns)
    found = named.values_list("pk", "cleaned__regulator", *(f"cleaned__{column}" for column in columns))
    rows: list[int] = []
    block: list[tuple[int, tuple[str, str]]] = []
    for row, regulator, *signs in found.iterator(2_000):
        kind = regulator if columns == ("number_key",) else BY_ADDRESS
        block += [(row, (kind, sign.lower() if kind == BY_ADDRESS else sign)) for sign in signs if sign]
        if len(block) >= 2_000:
            rows += _blocked(block)
            block = []
    return rows + _blocked(block)


def _blocked(block: list[tuple[int, tuple[str, str]]]) -> list[int]:
    blocked = Suppression.objects.blocking([sign for _row, sign in block])
    return [row for row, sign in block if sign in blocked]
