"""What was chosen with the approval, in today's words: letters that were written stay written, the rest is open."""

from django.db import migrations


def carry_over(apps, schema_editor):
    runs = apps.get_model("imports", "ImportRun").objects
    in_effect = runs.filter(imported_at__isnull=False)
    for run in in_effect.filter(letters__in=["TOMORROW", "DATE"], letters_at__isnull=False).iterator():
        run.letters, run.letters_by = "SEND", run.approved_by
        run.letters_decided_at = run.letters_written_at = run.imported_at
        run.save(update_fields=["letters", "letters_by", "letters_decided_at", "letters_written_at"])
    runs.filter(imported_at__isnull=True).update(letters="UNDECIDED", letters_at=None)
    runs.filter(letters__in=["TOMORROW", "DATE"]).update(letters="UNDECIDED", letters_at=None)


class Migration(migrations.Migration):
    dependencies = [("imports", "0006_letters_are_a_step")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
