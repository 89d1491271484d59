"""A yearly review keeps its lines in Welsh as well."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracking', '0008_longer_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='snapshot',
            name='welsh',
            field=models.JSONField(default=list, help_text='the same in the Welsh of that day; empty where none was kept'),
        ),
    ]
