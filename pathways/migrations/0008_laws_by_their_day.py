from datetime import date

from django.db import migrations

import talent_register.common.wordings


def give_days(apps, schema_editor):
    """A law that was called in force without a day gets the day that the files say, so that it stays so until they load."""
    laws = apps.get_model("pathways", "StatutoryNote").objects
    laws.filter(code="foundation_trust_board", is_in_force=True, valid_from=None).update(valid_from=date(2007, 3, 1))
    laws.filter(is_in_force=False, valid_from__isnull=False).update(valid_from=None)


class Migration(migrations.Migration):
    """Whether a law is in force follows from its day."""

    dependencies = [("pathways", "0007_profession_of_a_registration")]

    operations = [
        migrations.RunPython(give_days, migrations.RunPython.noop),
        migrations.RemoveField("statutorynote", "is_in_force"),
        migrations.AlterField(
            "statutorynote",
            "expected",
            talent_register.common.wordings.WordsField(
                blank=True, help_text="about when, while no day is known", max_length=100
            ),
        ),
    ]
