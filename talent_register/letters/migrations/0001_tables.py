import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('letters', '0001_initial'),
        ('letters', '0002_caps_and_bounces'),
        ('letters', '0003_purposes_of_people_named'),
        ('letters', '0004_keep_what_was_stopped'),
        ('letters', '0005_digests_for_staff'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Trouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(help_text='lower case', max_length=254, unique=True)),
                ('times', models.PositiveSmallIntegerField(default=0, help_text='letters that came back since one last arrived')),
                ('last_at', models.DateTimeField()),
                ('words', models.CharField(blank=True, help_text='what the provider said of the last', max_length=300)),
                ('mended_at', models.DateTimeField(blank=True, help_text='when its owner said that it works again', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='OptOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(help_text='lower case', max_length=254)),
                ('purpose', models.CharField(choices=[('SECURITY', 'Account and security'), ('REVIEW', 'My review and plan'), ('OPPORTUNITIES', 'Opportunities'), ('MESSAGES', 'Messages from the programme team'), ('NEWS', 'News and research'), ('FEEDBACK', 'Feedback that somebody asks you for'), ('READER', 'Plans that somebody lets you read'), ('DIGEST', 'What waits for you as staff')], max_length=20)),
                ('at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('email', 'purpose'), name='opt_out_open_once'), models.CheckConstraint(condition=models.Q(('purpose', 'SECURITY'), _negated=True), name='opt_out_never_of_security')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='the fact it comes from, so it is written once', max_length=200, unique=True)),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(help_text="app/noun, the template's name", max_length=60, verbose_name='kind')),
                ('purpose', models.CharField(choices=[('SECURITY', 'Account and security'), ('REVIEW', 'My review and plan'), ('OPPORTUNITIES', 'Opportunities'), ('MESSAGES', 'Messages from the programme team'), ('NEWS', 'News and research'), ('FEEDBACK', 'Feedback that somebody asks you for'), ('READER', 'Plans that somebody lets you read'), ('DIGEST', 'What waits for you as staff')], max_length=20, verbose_name='purpose')),
                ('to_email', models.EmailField(max_length=254)),
                ('to_name', models.CharField(blank=True, max_length=200)),
                ('person_ref', models.CharField(blank=True, db_index=True, max_length=20)),
                ('language', models.CharField(default='en-gb', max_length=10)),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField()),
                ('related', models.CharField(blank=True, db_index=True, help_text='reference of what caused it', max_length=80)),
                ('state', models.CharField(choices=[('PENDING', 'Waiting'), ('SENDING', 'Sending'), ('SENT', 'Sent'), ('FAILED', 'Failed'), ('IN_DOUBT', 'In doubt'), ('CANCELLED', 'Cancelled'), ('CARRIED', 'Sent with another')], default='PENDING', max_length=10, verbose_name='state')),
                ('not_before', models.DateTimeField(help_text='when its writer wants it to leave')),
                ('next_try_at', models.DateTimeField(blank=True, help_text='later than that, when the provider put it off', null=True)),
                ('created_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(blank=True, help_text='when a sender took it', null=True)),
                ('handed_at', models.DateTimeField(blank=True, help_text='when that sender began to hand it over', null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('doubts', models.PositiveSmallIntegerField(default=0, help_text='how often nobody could say whether it had left')),
                ('outcome', models.CharField(blank=True, help_text='what the provider said, or why it was cancelled', max_length=300)),
                ('carrier', models.ForeignKey(blank=True, help_text='it left with this one', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried', to='letters.letter')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('state', 'PENDING')), fields=['not_before'], name='letter_waiting'), models.Index(condition=models.Q(('state', 'SENDING')), fields=['claimed_at'], name='letter_claimed'), models.Index(fields=['state', '-id'], name='letter_by_state'), models.Index(django.db.models.functions.text.Upper('to_email'), models.F('handed_at'), name='letter_by_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['SENT', 'FAILED', 'CANCELLED']), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='letter_finished_has_time'), models.CheckConstraint(condition=models.Q(('state', 'CARRIED'), ('carrier__isnull', True), _connector='OR'), name='letter_carried_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'SENDING'), _negated=True), ('claimed_at__isnull', False), _connector='OR'), name='letter_sending_has_claim')],
            },
        ),
    ]
