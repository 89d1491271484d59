from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether time out counts is said once, by the kinds of the pathways."""

    dependencies = [
        ("profiles", "0012_letters_that_ask_again_and_days_of_registers"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="outofprogrammekind",
            options={
                "ordering": ["code"],
                "verbose_name": "time out to choose",
                "verbose_name_plural": "kinds of time out to choose",
            },
        ),
        migrations.AlterField(  # so that the column can come back empty
            model_name="outofprogrammekind",
            name="counts_towards_completion",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.RemoveField(model_name="outofprogrammekind", name="counts_towards_completion"),
        migrations.RemoveField(model_name="outofprogrammekind", name="needs_approval_first"),
        migrations.RemoveField(model_name="outofprogrammekind", name="usual_months"),
    ]
