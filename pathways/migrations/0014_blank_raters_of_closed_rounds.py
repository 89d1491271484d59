"""Rounds that closed before lose the addresses of their raters as those that close from now on do."""

from django.db import migrations


def blank(apps, schema_editor):
    apps.get_model("pathways", "FeedbackRater").objects.exclude(round__closed_at=None).update(email="")


class Migration(migrations.Migration):
    dependencies = [("pathways", "0013_raters_lose_their_address")]
    operations = [migrations.RunPython(blank, migrations.RunPython.noop)]
