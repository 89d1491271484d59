import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('organisations', '0001_initial'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('NHS_REGION', 'NHS England region'), ('EDUCATION_OFFICE', 'Education office'), ('NATION', 'Nation outside England')], max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('ods_code', models.CharField(blank=True, max_length=10)),
                ('training_number_prefix', models.CharField(blank=True, max_length=4)),
                ('nation', models.CharField(choices=[('ENGLAND', 'England'), ('SCOTLAND', 'Scotland'), ('WALES', 'Wales'), ('NORTHERN_IRELAND', 'Northern Ireland'), ('UK', 'United Kingdom')], default='ENGLAND', max_length=20)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('checked', models.CharField(blank=True, help_text='the day it was checked, or why it was not', max_length=100)),
                ('is_verified', models.BooleanField(default=False)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='organisations.region')),
            ],
            options={
                'ordering': ['kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='ODS code, or our own for bodies without one', max_length=20, unique=True)),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('TRUST', 'NHS trust'), ('BOARD', 'Integrated care board'), ('HEALTH_BODY', 'Health body of another nation'), ('REGION', 'Regional team'), ('NATIONAL', 'National body'), ('EDUCATION_OFFICE', 'Education office'), ('COLLEGE', 'Royal college or faculty'), ('TRAINING_BODY', 'Training body'), ('PRACTICE', 'General practice'), ('OTHER', 'Other organisation')], max_length=20)),
                ('nation', models.CharField(choices=[('ENGLAND', 'England'), ('SCOTLAND', 'Scotland'), ('WALES', 'Wales'), ('NORTHERN_IRELAND', 'Northern Ireland'), ('UK', 'United Kingdom')], default='ENGLAND', max_length=20)),
                ('town', models.CharField(blank=True, max_length=80)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('disabled_on', models.DateField(blank=True, help_text='the first day on which it no longer existed', null=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('checked', models.CharField(blank=True, max_length=100)),
                ('is_verified', models.BooleanField(default=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisations.organisation')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='organisations.organisation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='organisations.region')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('search_key', models.CharField(help_text='folded: lower case, no accents or punctuation', max_length=200)),
                ('from_date', models.DateField(blank=True, null=True)),
                ('to_date', models.DateField(blank=True, null=True)),
                ('seen_on', models.DateField(blank=True, help_text='a day on which a source used this name', null=True)),
                ('is_official', models.BooleanField(default=False, help_text='the present name as its source writes it')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='organisations.organisation')),
            ],
            options={
                'ordering': ['organisation', 'from_date'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search_key'], name='organisation_name_like', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='organisation_name_once')],
            },
        ),
    ]
