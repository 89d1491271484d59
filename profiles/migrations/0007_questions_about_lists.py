from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('profiles', '0006_plain_answers_of_same_person'),
    ]

    operations = [
        migrations.AlterField(
            model_name='claimrequest',
            name='kind',
            field=models.CharField(choices=[('NUMBER_HELD', 'The number is on another record'), ('NOT_PROVEN', 'Could not prove that the record is theirs'), ('WRONG', 'Says that supplied details are wrong'), ('TWICE', 'Says that they have two records'), ('ON_A_LIST', 'A list has their number under another name'), ('DIED', 'A list says that they have died')], max_length=12),
        ),
    ]
