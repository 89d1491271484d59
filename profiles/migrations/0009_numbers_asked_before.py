"""Numbers about which support was asked before they were kept beside the others."""

from django.db import migrations

# Who asked before this release reads the number like any other, too.
WAIT = """
    INSERT INTO profiles_registration
        (clinician_id, regulator_id, number, number_key, state, licence, verified_by, is_waiting, created_at)
    SELECT c.id, q.regulator_id, q.number_key, c.id || '~' || q.number_key, 'UNKNOWN',
        CASE WHEN b.separates_licence THEN 'UNKNOWN' ELSE 'NOT_APPLICABLE' END, '', true, q.created_at
    FROM profiles_claimrequest q
    JOIN profiles_clinician c ON c.user_id = q.asked_by_id
    JOIN profiles_regulator b ON b.id = q.regulator_id
    WHERE q.kind = 'NUMBER_HELD' AND q.state = 'OPEN' AND q.number_key <> ''
    ON CONFLICT DO NOTHING
"""
FORGET = "DELETE FROM profiles_registration WHERE is_waiting"


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0008_waiting_numbers"),
    ]

    operations = [
        migrations.RunSQL(WAIT, FORGET),
    ]
