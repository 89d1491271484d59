import pathways.models.published
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pathways', '0010_codes_of_others'),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('checked', models.CharField(blank=True, help_text='the day it was checked, or why it was not', max_length=100)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('checked_by', models.CharField(blank=True, max_length=200)),
                ('is_verified', models.BooleanField(default=False, help_text='unverified facts are shown as not yet checked')),
                ('valid_to', models.DateField(blank=True, help_text='the first day on which it is true no more', null=True)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('other_titles', models.JSONField(blank=True, default=list, help_text='other ways to write it')),
                ('roles', models.JSONField(default=list, help_text='codes of the roles that may be meant, in order')),
                ('family', models.CharField(blank=True, help_text='family of professions whose page shows how the roles relate', max_length=40)),
            ],
            options={
                'ordering': ['title'],
            },
            bases=(pathways.models.published.Ended, models.Model),
        ),
        migrations.RunSQL(
            """CREATE TRIGGER new_content_version AFTER INSERT OR UPDATE OR DELETE ON pathways_sharedtitle
            FOR EACH STATEMENT EXECUTE FUNCTION pathways_new_content_version();""",
            "DROP TRIGGER new_content_version ON pathways_sharedtitle;",
        ),
    ]
