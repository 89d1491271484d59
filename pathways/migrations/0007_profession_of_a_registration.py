import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """As which profession somebody is on a register: dentists and dental nurses are on one."""

    dependencies = [("pathways", "0006_steps_are_steps_again"), ("profiles", "0006_plain_answers_of_same_person")]

    operations = [
        migrations.AddField(
            "licenceprogress",
            "profession",
            models.ForeignKey(
                blank=True,
                help_text="as which somebody is on this register, where it holds several and the number does not say",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="profiles.profession",
            ),
        ),
    ]
