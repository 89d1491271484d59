"""Keeps the bits of filters as bytes in larger blocks, with the moment they were made at: processes hold and count them.

Bits are made from people, so those from before are thrown away; the task makes them anew, and meanwhile rows are counted.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

NONE_MADE = ["DELETE FROM tracking_facetbits", "UPDATE tracking_facetrun SET day = NULL"]


class Migration(migrations.Migration):
    dependencies = [("tracking", "0006_view_watch")]

    operations = [
        migrations.RunSQL(NONE_MADE, NONE_MADE),
        migrations.RemoveField("facetbits", "bits"),
        migrations.AddField("facetbits", "bits", models.BinaryField()),
        migrations.AddField(
            "facetbits", "made_at", models.DateTimeField(db_index=True, help_text="as in FacetRun.made")
        ),
        migrations.AddField(
            "facetrun",
            "made",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.DateTimeField(), db_default=[], default=list, size=None
            ),
        ),
    ]
