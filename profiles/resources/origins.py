"""Whose word the values were that a list replaces: kept with its rows, so that an undo gives that back with them."""

# A day is kept as text, a time with its microseconds; both come back as they were.
OF_A_TRAINING = """
    UPDATE imports_importrow r SET origin = jsonb_build_object(
        'scope', t.scope, 'as_at', t.as_at, 'reference', t.import_reference, 'updated_at', t.updated_at,
        'person_updated_at', c.updated_at,
        'facts', (SELECT coalesce(jsonb_object_agg(f.field, jsonb_build_array(f.as_at, f.import_reference)), '{}')
                  FROM profiles_fact f WHERE f.clinician_id = c.id))
    FROM profiles_training t JOIN profiles_clinician c ON c.id = t.clinician_id
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action IN ('CHANGED', 'LEAVER')
        AND t.clinician_id = r.person_id AND t.organisation_id + 0 = %(organisation)s
"""
# Of people whose values came back: what the list supplied first goes, what it supplied anew is as it was.
REMOVE_FACTS = """
    DELETE FROM profiles_fact f USING imports_importrow r
    WHERE r.run_id = %(run)s AND f.clinician_id = r.person_id AND r.person_id IN (SELECT unnest(%(people)s::bigint[]))
        AND f.import_reference = %(reference)s AND NOT r.origin -> 'facts' ? f.field
"""
RESTORE_FACTS = """
    UPDATE profiles_fact f SET as_at = (r.origin -> 'facts' -> f.field ->> 0)::date,
        import_reference = r.origin -> 'facts' -> f.field ->> 1
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND f.clinician_id = r.person_id AND r.person_id IN (SELECT unnest(%(people)s::bigint[]))
        AND f.import_reference = %(reference)s AND r.origin -> 'facts' ? f.field
"""
