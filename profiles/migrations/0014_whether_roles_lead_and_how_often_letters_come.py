from django.db import migrations, models

# Where nobody answered the question, the column said no. The answer is somebody's word, and then there is a fact.
UNANSWERED = """
    UPDATE profiles_post p SET is_leadership = NULL
    WHERE NOT p.is_leadership AND NOT EXISTS (
        SELECT 1 FROM profiles_fact f
        WHERE f.clinician_id = p.clinician_id AND f.field = 'post.' || replace(p.uuid::text, '-', '') || '.leadership')
"""
AS_BEFORE = "UPDATE profiles_post SET is_leadership = false WHERE is_leadership IS NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0013_time_out_is_chosen_by_name"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="is_leadership",
            field=models.BooleanField(blank=True, help_text="empty: nobody has said", null=True),
        ),
        migrations.AddField(
            model_name="clinician",
            name="hears_monthly",
            field=models.BooleanField(
                db_default=False, default=False, help_text="of new opportunities once a month, not once a week"
            ),
        ),
        migrations.RunSQL(UNANSWERED, AS_BEFORE),
    ]
