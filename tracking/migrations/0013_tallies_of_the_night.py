import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tallies are only counts, made again in the coming night: the table is made anew."""

    dependencies = [
        ('organisations', '0001_tables'),
        ('tracking', '0012_slate_entry_note'),
    ]

    operations = [
        migrations.DeleteModel(name='CohortTally'),
        migrations.AddField(
            model_name='cohortrollup',
            name='tallied_at',
            field=models.DateTimeField(help_text='when answers of its people were last looked at, in a night', null=True),
        ),
        migrations.CreateModel(
            name='CohortTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('SKILL', 'skill'), ('PROGRAMME', 'programme')], max_length=10)),
                ('subject', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('is_current', models.BooleanField(default=True)),
                ('figures', models.JSONField(help_text='[before, now, people], as often as there are such pairs')),
                ('people', models.IntegerField()),
                ('buckets', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('mark', models.BigIntegerField()),
                ('cohort', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tallies', to='tracking.cohort')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.region')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [
                    models.Index(condition=models.Q(('is_current', True)), fields=['cohort', 'about'], name='cohort_tally_current'),
                    models.Index(fields=['about', 'subject', 'people'], name='cohort_tally_near'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('cohort', 'region', 'about', 'subject'), name='cohort_tally_current_once', nulls_distinct=False),
                ],
            },
        ),
    ]
