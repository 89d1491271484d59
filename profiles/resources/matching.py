"""Which person each staged row is, and what would change: set-based, inside PostgreSQL.

Only the organisation's own list and the people it supplied are compared. Of anybody else nothing is read back.
"""

import json

from django.db import connection

from profiles.models import Suppression

# Values of a training that a list may set: name in the list → SQL of the stored value as text.
TRAINING_FIELDS = {
    "organisation_ref": "nullif(t.organisation_ref, '')",
    "relationship": "t.relationship",
    "status": "t.status",
    "status_date": "t.status_date::text",
    "programme": "nullif(t.programme, '')",
    "programme_ref": "nullif(t.programme_ref, '')",
    "specialty": "(SELECT s.code FROM profiles_specialty s WHERE s.id = t.specialty_id)",
    "grade": "(SELECT g.code FROM profiles_traininggrade g WHERE g.id = t.grade_id)",
    "region": "(SELECT r2.code FROM organisations_region r2 WHERE r2.id = t.region_id)",
    "employer": "(SELECT o.code FROM organisations_organisation o WHERE o.id = t.employer_id)",
    "cohort": "nullif(t.cohort, '')",
    "start_date": "t.start_date::text",
    "expected_completion_date": "t.expected_completion_date::text",
    "whole_time_equivalent": "t.whole_time::text",
}
# Values of a person whom only this organisation supplied and who has not claimed the record.
PERSON_FIELDS = {
    "first_names": "nullif(c.given_names, '')",
    "last_name": "nullif(c.family_name, '')",
    "preferred_name": "nullif(c.preferred_name, '')",
    "work_email": "nullif(c.work_email, '')",
    "personal_email": "nullif(c.personal_email, '')",
    "birth_date": "c.birth_date::text",
    "profession": "(SELECT p.code FROM profiles_profession p WHERE p.id = c.profession_id)",
}
FORGET = """
    UPDATE imports_importrow SET person_id = NULL, action = '', person_version = '', before = NULL, after = NULL,
        state = CASE WHEN state = 'QUESTION' THEN 'READY' ELSE state END,
        issues = (SELECT coalesce(jsonb_agg(i), '[]') FROM jsonb_array_elements(issues) i
                  WHERE i->>'code' NOT IN ('possible_match', 'suppressed'))
    WHERE run_id = %(run)s AND action <> 'LEAVER' AND state IN ('READY', 'QUESTION')
"""
BY_NUMBER = """
    UPDATE imports_importrow r SET person_id = g.clinician_id,
        state = CASE WHEN c.family_key = r.cleaned->>'family_key' OR r.answer = 'SAME_ADD' THEN 'READY'
                     WHEN r.answer = 'SAME_KEEP' THEN 'LEFT_OUT' ELSE 'QUESTION' END,
        issues = CASE WHEN c.family_key = r.cleaned->>'family_key' OR r.answer LIKE 'SAME%%' THEN r.issues
                 ELSE r.issues || jsonb_build_array(
                     %(question)s::jsonb || jsonb_build_object('details', jsonb_build_object('why', 'number'))) END
    FROM profiles_registration g
    JOIN profiles_regulator b ON b.id = g.regulator_id
    JOIN profiles_clinician c ON c.id = g.clinician_id
    WHERE r.run_id = %(run)s AND r.state = 'READY'
        AND g.number_key = r.cleaned->>'number_key' AND b.code = r.cleaned->>'regulator'
"""
CANDIDATES = """
    WITH incoming AS (
        SELECT id, cleaned->>'work_email' AS work, cleaned->>'personal_email' AS home, answer,
            cleaned->>'family_key' AS family, left(cleaned->>'given_key', 3) AS given,
            (cleaned->>'birth_date')::date AS born
        FROM imports_importrow WHERE run_id = %(run)s AND state = 'READY' AND person_id IS NULL
    ), addresses AS (
        SELECT id, work AS email FROM incoming WHERE work IS NOT NULL
        UNION SELECT id, home FROM incoming WHERE home IS NOT NULL
    ), candidates AS (
        SELECT a.id, c.id AS person, 'email' AS why FROM addresses a JOIN profiles_clinician c ON c.work_email = a.email
        UNION ALL
        SELECT a.id, c.id, 'email' FROM addresses a JOIN profiles_clinician c ON c.personal_email = a.email
        UNION ALL
        SELECT a.id, c.id, 'email' FROM addresses a
        JOIN accounts_user u ON u.email = a.email JOIN profiles_clinician c ON c.user_id = u.id
        UNION ALL
        SELECT i.id, c.id, 'name' FROM incoming i
        JOIN profiles_clinician c ON c.family_key = i.family AND left(c.given_key, 3) = i.given
            AND c.birth_date = i.born
    ), first AS (
        SELECT DISTINCT ON (n.id) n.id, n.person, n.why FROM candidates n
        JOIN imports_importrow r ON r.id = n.id
        WHERE r.answer = 'DIFFERENT' OR NOT EXISTS (
            SELECT FROM imports_notthesame d
            WHERE d.person_id = n.person AND d.fingerprint = encode(sha256(convert_to(
                concat_ws('|', coalesce(r.cleaned->>'family_key', ''), coalesce(r.cleaned->>'given_key', ''),
                    coalesce(r.cleaned->>'number_key', ''), coalesce(r.cleaned->>'work_email', ''),
                    coalesce(r.cleaned->>'personal_email', ''), coalesce(r.cleaned->>'birth_date', '')),
                'UTF8')), 'hex'))
        ORDER BY n.id, n.why, n.person
    )
    UPDATE imports_importrow r SET
        person_id = CASE WHEN r.answer = 'DIFFERENT' THEN NULL ELSE f.person END,
        state = CASE r.answer WHEN 'SAME_ADD' THEN 'READY' WHEN 'DIFFERENT' THEN 'READY'
                     WHEN 'SAME_KEEP' THEN 'LEFT_OUT' ELSE 'QUESTION' END,
        issues = CASE WHEN r.answer <> '' THEN r.issues
                 ELSE r.issues || jsonb_build_array(
                     %(question)s::jsonb || jsonb_build_object('details', jsonb_build_object('why', f.why))) END
    FROM first f WHERE r.id = f.id
"""
BLOCK_DECLINED = """
    UPDATE imports_importrow r SET action = 'BLOCKED', state = 'LEFT_OUT', issues = r.issues || %(suppressed)s::jsonb
    FROM profiles_clinician c
    WHERE r.run_id = %(run)s AND c.id = r.person_id AND r.state IN ('READY', 'QUESTION')
        AND c.state IN ('DECLINED', 'LEFT')
"""
BLOCK_SUPPRESSED = """
    UPDATE imports_importrow r SET action = 'BLOCKED', state = 'LEFT_OUT', issues = r.issues || %(suppressed)s::jsonb
    WHERE r.run_id = %(run)s AND r.state IN ('READY', 'QUESTION')
        AND (r.cleaned->>'regulator', r.cleaned->>'number_key') IN
            (SELECT * FROM unnest(%(codes)s::text[], %(keys)s::text[]))
"""


def _object(fields: dict[str, str]) -> str:
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(f'{name!r}, {sql}' for name, sql in fields.items())}))"


def _array(fields: dict[str, str]) -> str:
    return f"ARRAY[{', '.join(repr(name) for name in fields)}]"


# Made of our own column names only.
COMPARE = f"""
    WITH known AS (
        SELECT r.id, t.id AS training, t.ended_on,
            c.state = 'STUB' AND NOT EXISTS (
                SELECT FROM profiles_training o WHERE o.clinician_id = c.id AND o.organisation_id <> %(organisation)s
            ) AS is_ours,
            md5(concat_ws('|', c.id, c.state, c.updated_at, t.id, t.updated_at)) AS version,
            CASE WHEN t.id IS NULL THEN '{{}}' ELSE {_object(TRAINING_FIELDS)} END AS training_now,
            {_object(PERSON_FIELDS)} AS person_now
        FROM imports_importrow r
        JOIN profiles_clinician c ON c.id = r.person_id
        LEFT JOIN profiles_training t ON t.clinician_id = c.id AND t.organisation_id = %(organisation)s
        WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = ''
    ), compared AS (
        SELECT k.id, k.training, k.version, k.ended_on,
            CASE WHEN k.is_ours AND k.training IS NOT NULL THEN k.training_now || k.person_now
                 ELSE k.training_now END AS now,
            CASE WHEN k.is_ours AND k.training IS NOT NULL
                 THEN {_array(TRAINING_FIELDS)} || {_array(PERSON_FIELDS)} ELSE {_array(TRAINING_FIELDS)} END AS fields
        FROM known k
    ), different AS (
        SELECT p.id, p.training, p.version, p.ended_on,
            jsonb_object_agg(v.key, coalesce(p.now->v.key, 'null')) FILTER (WHERE v.key IS NOT NULL) AS before,
            jsonb_object_agg(v.key, v.value) FILTER (WHERE v.key IS NOT NULL) AS after
        FROM compared p
        JOIN imports_importrow r ON r.id = p.id
        LEFT JOIN LATERAL jsonb_each(r.cleaned) v
            ON v.key = ANY(p.fields) AND v.value IS DISTINCT FROM p.now->v.key
        GROUP BY 1, 2, 3, 4
    )
    UPDATE imports_importrow r SET person_version = d.version,
        before = CASE WHEN d.training IS NULL THEN NULL
                      WHEN d.ended_on IS NOT NULL
                          THEN coalesce(d.before, '{{}}') || jsonb_build_object('left', d.ended_on)
                      ELSE d.before END,
        after = CASE WHEN d.training IS NOT NULL THEN d.after END,
        action = CASE WHEN d.training IS NULL THEN 'NEW'
                      WHEN d.after IS NULL AND d.ended_on IS NULL THEN 'UNCHANGED' ELSE 'CHANGED' END
    FROM different d WHERE r.id = d.id
"""  # noqa: S608
# Made of our own column names only.
KNOWN = f"""
    SELECT ({_object(TRAINING_FIELDS)} || {_object(PERSON_FIELDS)})::text
    FROM profiles_clinician c
    JOIN profiles_training t ON t.clinician_id = c.id AND t.organisation_id = %(organisation)s
    WHERE c.id = %(person)s AND c.state = 'STUB' AND NOT EXISTS (
        SELECT FROM profiles_training o WHERE o.clinician_id = c.id AND o.organisation_id <> %(organisation)s)
"""  # noqa: S608
NEW = """
    UPDATE imports_importrow SET action = 'NEW'
    WHERE run_id = %(run)s AND state = 'READY' AND action = '' AND person_id IS NULL
"""
FORGET_LEAVERS = "DELETE FROM imports_importrow WHERE run_id = %(run)s AND action = 'LEAVER'"
LEAVERS_FROM = 100_000_000
LEAVERS = """
    INSERT INTO imports_importrow
        (run_id, number, raw, fixes, cleaned, issues, state, action, person_id, person_version, answer, before, after)
    SELECT %(run)s, %(from)s + row_number() OVER (ORDER BY t.id), '{}', '{}',
        jsonb_build_object('last_name', c.family_name, 'first_names', c.given_names), '[]', 'READY', 'LEAVER',
        t.clinician_id, md5(concat_ws('|', t.id, t.updated_at)), '', '{"left": null}',
        jsonb_build_object('left', %(as_at)s::text)
    FROM profiles_training t JOIN profiles_clinician c ON c.id = t.clinician_id
    WHERE t.organisation_id = %(organisation)s AND t.scope = %(scope)s AND t.ended_on IS NULL
        AND NOT EXISTS (SELECT FROM imports_importrow r WHERE r.run_id = %(run)s AND r.person_id = t.clinician_id)
"""
QUESTION = '{"column": "registration_number", "value": "", "code": "possible_match", "level": "question"}'
SUPPRESSED = '[{"column": "registration_number", "value": "", "code": "suppressed", "level": "warning", "details": {}}]'


def match(run) -> None:
    """Match, question, block and compare every row that has no problem."""
    params = {
        "run": run.pk,
        "organisation": run.organisation_id,
        "scope": run.scope,
        "as_at": run.as_at.isoformat(),
        "from": LEAVERS_FROM,
        "question": QUESTION,
        "suppressed": SUPPRESSED,
        "codes": [],
        "keys": [],
    }
    blocked = _suppressed(run)
    if blocked:
        params["codes"], params["keys"] = map(list, zip(*blocked, strict=True))
    statements = [FORGET, FORGET_LEAVERS, BY_NUMBER, CANDIDATES, BLOCK_DECLINED]
    statements += [BLOCK_SUPPRESSED] if blocked else []
    statements += [COMPARE, NEW]
    statements += [LEAVERS] if run.mode == "REPLACE" else []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, params)


def known(run, person_id: int) -> dict | None:
    """A person's values as a list would write them, if this organisation alone supplied them; else nothing."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"person": person_id, "organisation": run.organisation_id})
        row = cursor.fetchone()
    return json.loads(row[0]) if row else None


def _suppressed(run) -> set[tuple[str, str]]:
    """Numbers in this file whose people asked not to be added again."""
    if not Suppression.objects.exists():
        return set()
    numbers = run.rows.filter(cleaned__has_key="number_key").values_list("cleaned__regulator", "cleaned__number_key")
    return Suppression.objects.blocking(numbers)
