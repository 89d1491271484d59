from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0004_waiting_since'),
    ]

    operations = [
        migrations.AddField(
            model_name='notthesame',
            name='person_print',
            field=models.CharField(blank=True, default='', help_text="hash of the person's identity at that time", max_length=64),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='notthesame',
            index=models.Index(fields=['person_print'], name='not_the_same_print'),
        ),
    ]
