"""Lists of people as OpenDocument spreadsheets, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracking", "0021_reminder_pauses")]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="format",
            field=models.CharField(
                choices=[
                    ("csv", "CSV, for any program"),
                    ("xlsx", "Excel workbook (XLSX)"),
                    ("ods", "OpenDocument spreadsheet (ODS)"),
                ],
                max_length=5,
            ),
        ),
    ]
