"""Whoever was named and stopped such letters by their link keeps that; what waits gets the footer that is true."""

from django.db import migrations

RATERS, READERS = "pathways/feedback_", "pathways/plan_shared"


def give_purposes(apps, schema_editor):
    letter, opt_out = apps.get_model("letters", "Letter"), apps.get_model("letters", "OptOut")
    stopped = opt_out.objects.filter(purpose="MESSAGES", lifted_at=None)
    opt_out.objects.bulk_create(
        [opt_out(email=one.email, purpose="FEEDBACK", at=one.at) for one in stopped], ignore_conflicts=True
    )
    waiting = letter.objects.filter(state="PENDING")
    waiting.filter(kind__startswith=RATERS).update(purpose="FEEDBACK")
    waiting.filter(kind=READERS).update(purpose="READER")


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_purposes_of_people_named")]
    operations = [migrations.RunPython(give_purposes, migrations.RunPython.noop)]
