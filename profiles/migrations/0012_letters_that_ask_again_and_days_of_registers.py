from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0011_ended_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="claimtoken",
            name="letter",
            field=models.PositiveSmallIntegerField(
                db_default=1, default=1, help_text="which letter brought it: the first, or one that asked again"
            ),
        ),
        migrations.RemoveConstraint(model_name="claimtoken", name="claim_token_once_per_import"),
        migrations.AddConstraint(
            model_name="claimtoken",
            constraint=models.UniqueConstraint(
                fields=("clinician", "import_reference", "letter"), name="claim_token_once_per_letter"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="provisional_on",
            field=models.DateField(
                blank=True, help_text="provisional registration, as the regulator says", null=True
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="specialist_on",
            field=models.DateField(blank=True, help_text="joined the specialist register", null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="gp_on",
            field=models.DateField(blank=True, help_text="joined the GP register", null=True),
        ),
    ]
