from django.db import migrations, models


class Migration(migrations.Migration):
    """The day of a check, so that it can grow old; nothing counts as checked by default."""

    dependencies = [("organisations", "0001_tables")]

    operations = [
        migrations.AddField("region", "checked_on", models.DateField(blank=True, null=True)),
        migrations.AddField("organisation", "checked_on", models.DateField(blank=True, null=True)),
        migrations.AlterField("organisation", "is_verified", models.BooleanField(default=False)),
    ]
