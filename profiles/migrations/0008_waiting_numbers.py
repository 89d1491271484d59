"""Numbers that stand on another record are kept beside the others, until support has looked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0007_questions_about_lists"),
    ]

    operations = [
        migrations.AlterField(
            model_name="registration",
            name="number_key",
            field=models.CharField(help_text="normalised: profiles.rules.normalise_number", max_length=60),
        ),
        migrations.AddField(
            model_name="registration",
            name="is_waiting",
            field=models.BooleanField(db_default=False, default=False, help_text="stands on another record"),
        ),
        migrations.AddField(
            model_name="registration",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="waiting",
                to="profiles.registration",
            ),
        ),
    ]
