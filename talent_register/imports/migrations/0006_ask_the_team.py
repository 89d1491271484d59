from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0005_sheet_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importrow',
            name='answer',
            field=models.CharField(blank=True, choices=[('SAME_ADD', 'Same person, add new details'), ('SAME_KEEP', 'Same person, keep the register as it is'), ('DIFFERENT', 'Different people, add a new record'), ('ASK', 'Ask both whether they are the same person'), ('TEAM', 'Ask the programme team whose number it is'), ('LEAVE_OUT', 'Leave this row out')], max_length=20),
        ),
    ]
