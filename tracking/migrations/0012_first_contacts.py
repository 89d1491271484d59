"""Whoever was reached before first contacts were noted: shown discussions, and questions through the relay."""

from django.db import migrations

FILL = """
    INSERT INTO tracking_firstcontact (clinician_id, "on")
    SELECT clinician_id, min("on") FROM (
        SELECT d.clinician_id, (s.at AT TIME ZONE 'Europe/London')::date AS "on"
        FROM tracking_discussionshare s JOIN tracking_talentdiscussion d ON d.id = s.discussion_id
        UNION ALL
        SELECT e.clinician_id, (r.sent_at AT TIME ZONE 'Europe/London')::date
        FROM tracking_contactrequest r JOIN tracking_slateentry e ON e.id = r.entry_id
    ) reached GROUP BY clinician_id
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("tracking", "0011_support")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
