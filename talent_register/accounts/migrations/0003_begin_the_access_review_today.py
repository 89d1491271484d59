from django.db import migrations
from django.utils import timezone


def begin_today(apps, schema_editor):
    """The days run from now on: nobody loses a role because nobody had been asked before."""
    today = timezone.localdate()
    apps.get_model("accounts", "Membership").objects.filter(to_date__isnull=True).update(confirmed_on=today)
    apps.get_model("accounts", "User").objects.filter(memberships__isnull=False).update(last_active_on=today)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_access_review")]

    operations = [migrations.RunPython(begin_today, migrations.RunPython.noop)]
