from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0009_facts_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsideCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "checked",
                    models.CharField(blank=True, help_text="the day it was checked, or why it was not", max_length=100),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("checked_by", models.CharField(blank=True, max_length=200)),
                (
                    "is_verified",
                    models.BooleanField(default=False, help_text="unverified facts are shown as not yet checked"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, help_text="the first day on which it is true no more", null=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("REVIEW_REASON", "Reasons at a yearly review of training"),
                            ("ODS_ROLE", "Kinds of organisation"),
                            ("STAFF_GROUP", "Staff groups in staff records"),
                            ("NUMBER", "What numbers and codes look like"),
                            ("DESIGNATED_BODY", "Designated bodies"),
                            ("COLUMN", "Columns of lists that others make"),
                            ("READINESS", "Words for readiness and growth"),
                            ("SMALL_NUMBERS", "How small numbers are hidden"),
                            ("RETENTION", "How long records are kept"),
                            ("REVIEW_ASK", "What the review of 2018 asked for"),
                        ],
                        max_length=20,
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("says", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "outside code",
                "ordering": ["kind", "id"],
                "constraints": [models.UniqueConstraint(fields=("kind", "code"), name="outside_code_once")],
            },
        ),
    ]
