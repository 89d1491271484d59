from django.db import migrations, models

TRIGGER = """
CREATE TRIGGER new_content_version AFTER INSERT OR UPDATE OR DELETE ON pathways_wording
FOR EACH STATEMENT EXECUTE FUNCTION pathways_new_content_version();
"""


class Migration(migrations.Migration):
    dependencies = [("pathways", "0018_participations_follow_recognitions")]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "checked",
                    models.CharField(
                        blank=True, help_text="the day it was checked, or why it was not", max_length=100
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("checked_by", models.CharField(blank=True, max_length=200)),
                (
                    "is_verified",
                    models.BooleanField(default=False, help_text="unverified facts are shown as not yet checked"),
                ),
                ("english", models.TextField(unique=True)),
                ("welsh", models.TextField()),
            ],
            options={"ordering": ["english"]},
        ),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER new_content_version ON pathways_wording;"),
    ]
