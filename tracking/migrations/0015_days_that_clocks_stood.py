"""By how many days each time away moved the next review: what is not needed comes off again."""

from django.db import migrations, models

# Until now the whole length moved it.
AS_LONG = "UPDATE tracking_clockstop SET days_moved = until - from_date"


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0014_why_a_rule_stands_still"),
    ]

    operations = [
        migrations.AddField(
            model_name="clockstop",
            name="days_moved",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, help_text="by so many the review moved"
            ),
        ),
        migrations.RunSQL(AS_LONG, migrations.RunSQL.noop),
    ]
