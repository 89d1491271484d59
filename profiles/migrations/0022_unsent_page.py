from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("profiles", "0021_orders_of_the_people_list")]

    operations = [
        migrations.RunSQL("DELETE FROM profiles_unsentanswer", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="unsentanswer",
            name="page",
            field=models.CharField(max_length=300, help_text="where the form stood", default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="unsentanswer",
            name="path",
            field=models.CharField(max_length=300, help_text="where it was sent to"),
        ),
    ]
