"""Letters are chosen after an import is in effect: by whom, when, and when they were written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("imports", "0005_not_the_same_both_ways"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="letters_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="letters_decided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="importrun",
            name="letters_written_at",
            field=models.DateTimeField(blank=True, help_text="when they were put into the outbox", null=True),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="letters_at",
            field=models.DateTimeField(blank=True, help_text="from when the letters leave; null: none do", null=True),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="letters",
            field=models.CharField(
                choices=[("UNDECIDED", "Not decided"), ("SEND", "Send"), ("NONE", "Do not send")],
                default="UNDECIDED",
                max_length=10,
            ),
        ),
    ]
