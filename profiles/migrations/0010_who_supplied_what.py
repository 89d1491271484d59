"""Who supplied each number, role and region; and addresses that stood as work addresses though nobody gave them."""

from django.db import migrations

NUMBERS = """
    INSERT INTO profiles_fact (clinician_id, field, source, organisation_id, as_at, import_reference)
    SELECT f.clinician_id, 'registration.' || g.id, f.source, f.organisation_id, f.as_at, f.import_reference
    FROM profiles_fact f JOIN profiles_registration g ON g.clinician_id = f.clinician_id
    WHERE f.field = 'registration.number'
    ON CONFLICT DO NOTHING
"""
ROLES = """
    INSERT INTO profiles_fact (clinician_id, field, source, organisation_id, as_at, import_reference)
    SELECT f.clinician_id, 'post.' || replace(p.uuid::text, '-', '') || '.role', f.source, f.organisation_id, f.as_at,
        f.import_reference
    FROM profiles_fact f JOIN profiles_post p ON p.clinician_id = f.clinician_id AND p.ended_on IS NULL
    WHERE f.field = 'post.title'
    ON CONFLICT DO NOTHING
"""
GONE = "DELETE FROM profiles_fact WHERE field IN ('registration.number', 'post.title', 'post.organisation')"
# The list that brought a person said where they work; where the person has said so since, there is a fact already.
REGIONS = """
    INSERT INTO profiles_fact (clinician_id, field, source, organisation_id, as_at, import_reference)
    SELECT DISTINCT ON (c.id) c.id, 'clinician.region', f.source, f.organisation_id, f.as_at, f.import_reference
    FROM profiles_clinician c
    JOIN profiles_fact f ON f.clinician_id = c.id AND f.source = 'COLLEGE' AND f.import_reference = c.import_reference
    WHERE c.import_reference <> '' AND c.region_id IS NOT NULL
    ORDER BY c.id, f.id
    ON CONFLICT DO NOTHING
"""
# The address that somebody logs in with was kept as their work address, too. Where a college gave it, it stays.
ADDRESSES = """
    UPDATE profiles_clinician c SET work_email = ''
    FROM accounts_user u
    WHERE u.id = c.user_id AND lower(c.work_email) = lower(u.email) AND c.work_email <> ''
        AND NOT EXISTS (SELECT FROM profiles_fact f
            WHERE f.clinician_id = c.id AND f.field = 'clinician.work_email' AND f.source = 'COLLEGE')
        AND NOT EXISTS (SELECT FROM accounts_workaddress w
            WHERE w.user_id = u.id AND w.proven_at IS NOT NULL AND w.ended_at IS NULL)
"""
NOBODYS = """
    DELETE FROM profiles_fact f USING profiles_clinician c
    WHERE c.id = f.clinician_id AND c.work_email = '' AND f.field = 'clinician.work_email' AND f.source = 'SELF'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0009_numbers_asked_before"),
        ("accounts", "0002_longer_names"),
    ]

    operations = [
        migrations.RunSQL([NUMBERS, ROLES, GONE, REGIONS, ADDRESSES, NOBODYS], migrations.RunSQL.noop),
    ]
