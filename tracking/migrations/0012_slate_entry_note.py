from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('tracking', '0011_cohort_tallies'),
    ]

    operations = [
        migrations.AddField(
            model_name='slateentry',
            name='note',
            field=models.CharField(blank=True, help_text='why they were added, as the person reads it too', max_length=500),
        ),
    ]
