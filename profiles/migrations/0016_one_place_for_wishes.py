from django.db import migrations
from django.db.models import Q
from django.db.models.functions import Lower


def keep_with_people(apps, schema_editor):
    """What was stopped at an address is kept with everybody whose letters go there. The address keeps it too."""
    people = apps.get_model("profiles", "Clinician").objects.annotate(
        login_key=Lower("user__email"), work_key=Lower("work_email"), personal_key=Lower("personal_email")
    )
    open_ones = apps.get_model("letters", "OptOut").objects.filter(lifted_at__isnull=True)
    for email, purpose in open_ones.values_list("email", "purpose").iterator():
        supplied = Q(user__isnull=True) & (Q(work_key=email) | Q(personal_key=email))
        for person in people.filter(Q(login_key=email) | supplied):
            if purpose not in person.letters_off:
                person.letters_off = [*person.letters_off, purpose]
                person.save(update_fields=["letters_off"])


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0015_letters_paused"),
        ("letters", "0002_caps_and_bounces"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunPython(keep_with_people, migrations.RunPython.noop)]
