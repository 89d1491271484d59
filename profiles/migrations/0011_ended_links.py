import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0010_who_supplied_what"),
    ]

    operations = [
        migrations.CreateModel(
            name="EndedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("JOINED", "Somebody joined with it"),
                            ("REMOVED", "Its reader asked to be removed"),
                            ("EXPIRED", "Nobody answered in time"),
                            ("WITHDRAWN", "The organisation took the record back"),
                            ("NOT_ME", "Its reader is somebody else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_on", models.DateField(db_index=True)),
                ("address_hash", models.CharField(blank=True, max_length=64)),
                (
                    "clinician",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ended_links",
                        to="profiles.clinician",
                    ),
                ),
            ],
        ),
    ]
