from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_former_address")]

    operations = [
        migrations.AlterField(
            model_name="formeraddress",
            name="email",
            field=models.EmailField(max_length=254, help_text="lower case; empty once it was forgotten"),
        ),
    ]
