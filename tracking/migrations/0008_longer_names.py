"""Words of names as long as the names are."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracking', '0007_keep_facet_bits_as_bytes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='nameword',
            name='slips',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), size=None),
        ),
        migrations.AlterField(
            model_name='nameword',
            name='word',
            field=models.CharField(db_collation='C', db_index=True, max_length=300),
        ),
        migrations.AlterField(
            model_name='tenure',
            name='holder_name',
            field=models.CharField(blank=True, help_text='published by the organisation', max_length=2000),
        ),
    ]
