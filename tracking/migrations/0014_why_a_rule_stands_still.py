from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('tracking', '0013_tallies_of_the_night'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='rule_found',
            field=models.IntegerField(blank=True, help_text='how many it found, when these are too many', null=True),
        ),
        migrations.AddField(
            model_name='cohort',
            name='rule_problem',
            field=models.CharField(blank=True, choices=[('NO_REACH', 'Nobody has its reach any more'), ('TOO_MANY', 'It finds too many people')], max_length=10),
        ),
        migrations.AddField(
            model_name='cohort',
            name='rule_problem_on',
            field=models.DateField(blank=True, help_text='the day since which it is so', null=True),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule_problem', ''), ('rule_problem_on__isnull', True)), models.Q(models.Q(('rule_problem', ''), _negated=True), ('rule_problem_on__isnull', False)), _connector='OR'), name='cohort_rule_problem_has_day'),
        ),
    ]
