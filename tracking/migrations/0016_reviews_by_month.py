import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Filled in the coming night; until then reviews by month are counted when asked."""

    dependencies = [
        ('organisations', '0001_tables'),
        ('tracking', '0015_days_that_clocks_stood'),
    ]

    operations = [
        migrations.CreateModel(
            name='CohortMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_region', models.BooleanField(help_text='they agreed to be seen by regional teams')),
                ('by_nation', models.BooleanField(help_text='they agreed to be seen by national teams')),
                ('month', models.DateField(help_text='its first day')),
                ('due', models.IntegerField()),
                ('done', models.IntegerField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='months', to='tracking.cohort')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.region')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
    ]
