from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('profiles', '0019_consent_uses'),
    ]

    operations = [
        CreateExtension('fuzzystrmatch'),
        migrations.AddIndex(
            model_name='clinician',
            index=models.Index(condition=models.Q(('birth_date__isnull', False)), fields=['birth_date'], name='clinician_birth_date'),
        ),
    ]
