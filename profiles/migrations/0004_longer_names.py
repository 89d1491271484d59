"""Names as long as anybody has. The index by words of names is built anew, which takes seconds for 50,000 people."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('profiles', '0003_drop_indexes_for_like'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='suggestion',
            name='suggestion_once',
        ),
        migrations.AlterField(
            model_name='clinician',
            name='family_key',
            field=models.CharField(blank=True, db_collation='C', help_text='folded for search', max_length=300),
        ),
        migrations.AlterField(
            model_name='clinician',
            name='family_name',
            field=models.CharField(blank=True, max_length=2000, verbose_name='last name'),
        ),
        migrations.AlterField(
            model_name='clinician',
            name='given_key',
            field=models.CharField(blank=True, db_collation='C', max_length=300),
        ),
        migrations.AlterField(
            model_name='clinician',
            name='given_names',
            field=models.CharField(blank=True, max_length=2000, verbose_name='first names'),
        ),
        migrations.AlterField(
            model_name='clinician',
            name='preferred_name',
            field=models.CharField(blank=True, max_length=2000, verbose_name='name I go by'),
        ),
        migrations.AlterField(
            model_name='suggestion',
            name='value',
            field=models.CharField(max_length=2000),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(models.F('clinician'), models.F('organisation'), models.F('field'), django.db.models.functions.text.MD5('value'), name='suggestion_once'),
        ),
    ]
