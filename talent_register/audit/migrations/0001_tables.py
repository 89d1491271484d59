import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import pgtrigger.compiler
import talent_register.common.operations
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('audit', '0001_initial'),
        ('audit', '0002_seals'),
        ('audit', '0003_events_may_lose_names'),
        ('audit', '0004_old_looks_may_go'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('type', models.CharField(help_text='app.noun_past', max_length=80, verbose_name='what happened')),
                ('actor', models.CharField(blank=True, help_text='user:<uuid>, job:<name> or shell:<login>', max_length=80, verbose_name='who')),
                ('actor_name', models.CharField(blank=True, max_length=200, verbose_name='name of who')),
                ('acting_for', models.CharField(blank=True, max_length=80, verbose_name='acting for')),
                ('organisation', models.CharField(blank=True, help_text='organisation code', max_length=80, verbose_name='organisation')),
                ('object_type', models.CharField(blank=True, max_length=60, verbose_name='kind of thing')),
                ('object_ref', models.CharField(blank=True, help_text='public reference, never a name', max_length=80, verbose_name='thing')),
                ('person_ref', models.CharField(blank=True, max_length=20, verbose_name='person')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('request_id', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='request')),
                ('salt', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, help_text='nobody can guess the digest', null=True)),
                ('forgotten', models.CharField(help_text='salted digest of the name and reason that went', max_length=64, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['object_type', 'object_ref'], name='event_object'), models.Index(condition=models.Q(('person_ref', ''), _negated=True), fields=['person_ref', '-id'], name='event_person'), models.Index(fields=['actor', '-id'], name='event_actor'), models.Index(fields=['type', '-id'], name='event_type')],
            },
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('table', models.CharField(max_length=63)),
                ('after_id', models.BigIntegerField(help_text='the stretch begins behind this row')),
                ('to_id', models.BigIntegerField()),
                ('rows', models.BigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('previous', models.CharField(help_text='the digest of the link before: no forks', max_length=64, unique=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SealMark',
            fields=[
                ('table', models.CharField(max_length=63, primary_key=True, serialize=False)),
                ('to_id', models.BigIntegerField()),
                ('transaction_id', models.BigIntegerField(help_text='the first transaction that had not begun yet')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('actor', models.CharField(max_length=80)),
                ('actor_name', models.CharField(blank=True, max_length=200)),
                ('organisation', models.CharField(blank=True, help_text='as shown to the person', max_length=200, verbose_name='organisation')),
                ('role', models.CharField(blank=True, max_length=100, verbose_name='role')),
                ('page', models.CharField(max_length=100, verbose_name='page')),
                ('purpose', models.CharField(blank=True, max_length=200, verbose_name='purpose')),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), help_text='references', size=None, verbose_name='people seen')),
                ('request_id', models.CharField(blank=True, max_length=64)),
                ('forgotten', models.CharField(help_text='digest of what it said, once it was old enough', max_length=64, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['people'], name='view_people'), models.Index(fields=['actor', '-id'], name='view_actor')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('table', models.CharField(max_length=63)),
                ('row_id', models.CharField(max_length=64)),
                ('verb', models.CharField(help_text='INSERT, UPDATE or DELETE', max_length=6)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('actor', models.CharField(blank=True, max_length=80)),
                ('acting_for', models.CharField(blank=True, max_length=80)),
                ('request_id', models.CharField(blank=True, db_index=True, max_length=64)),
                ('login', models.CharField(help_text='the database login; a setting can lie, a login cannot', max_length=63)),
                ('forgotten', models.CharField(help_text="sha-256 of what it said, once that was erased with the person's data", max_length=64, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['table', 'row_id'], name='change_row')],
            },
        ),
        talent_register.common.operations.AddTriggers(
            triggers={'change': [pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='bb0d7206102a546c69e4867df52e8969629194ea', operation='DELETE', pgid='pgtrigger_no_delete_6093a', table='audit_change', when='BEFORE')), pgtrigger.compiler.Trigger(name='only_forgotten', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (to_jsonb(NEW) - 'before' - 'after' - 'forgotten') IS DISTINCT FROM\n       (to_jsonb(OLD) - 'before' - 'after' - 'forgotten')\n       OR NEW.before IS NOT NULL OR NEW.after IS NOT NULL OR OLD.forgotten IS NOT NULL\n    THEN\n        RAISE EXCEPTION 'pgtrigger: % only grows; all that may go is what a change said', TG_TABLE_NAME;\n    END IF;\n    NEW.forgotten = encode(sha256(convert_to(jsonb_build_array(OLD.before, OLD.after)::text, 'UTF8')), 'hex');\n    RETURN NEW;\n", hash='2c34fb0f486ded1497af34549fd62cec0c2e1712', operation='UPDATE', pgid='pgtrigger_only_forgotten_a306c', table='audit_change', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='906eef8106d8658b7f4a2847dd9fcda4cd4b5e18', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_2f026', table='audit_change', when='BEFORE'))], 'event': [pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c5f02c2fead635f20a151d5758e1f44b475da43a', operation='DELETE', pgid='pgtrigger_no_delete_a7b38', table='audit_event', when='BEFORE')), pgtrigger.compiler.Trigger(name='only_nameless', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (to_jsonb(NEW) - 'actor_name' - 'reason' - 'salt' - 'forgotten') IS DISTINCT FROM\n       (to_jsonb(OLD) - 'actor_name' - 'reason' - 'salt' - 'forgotten')\n       OR NEW.actor_name <> '' OR NEW.reason <> '' OR OLD.forgotten IS NOT NULL\n    THEN\n        RAISE EXCEPTION 'pgtrigger: % only grows; all that may go is who acted and why', TG_TABLE_NAME;\n    END IF;\n    NEW.forgotten = encode(\n        sha256(convert_to(jsonb_build_array(OLD.salt, OLD.actor_name, OLD.reason)::text, 'UTF8')), 'hex');\n    NEW.salt = NULL;\n    RETURN NEW;\n", hash='7614b7d897b51d7dcb65ed13a2c76adbd06ab3b2', operation='UPDATE', pgid='pgtrigger_only_nameless_30996', table='audit_event', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='e682a677d56972b0c884ee32b0a35aa4f80a5324', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_06d01', table='audit_event', when='BEFORE'))], 'seal': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='425da599b8e4cf7384a383a64e17697a9d08a345', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4de12', table='audit_seal', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='befa30356c4912db94037693bb7efc2f60f8e67e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_2e740', table='audit_seal', when='BEFORE'))], 'view': [pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='422df406f90edc3eb7a2519ef96c8bb8ac4b62a6', operation='DELETE', pgid='pgtrigger_no_delete_28397', table='audit_view', when='BEFORE')), pgtrigger.compiler.Trigger(name='only_old_looks', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    IF NEW.id <> OLD.id OR NEW.at <> OLD.at OR OLD.forgotten IS NOT NULL OR OLD.at > now() - interval \'5 years\'\n       OR (NEW.actor, NEW.actor_name, NEW.organisation, NEW.role, NEW.page, NEW.purpose, NEW.request_id)\n          IS DISTINCT FROM (\'\', \'\', \'\', \'\', \'\', \'\', \'\') OR cardinality(NEW.people) <> 0\n    THEN\n        RAISE EXCEPTION \'pgtrigger: % only grows; all that may go is what an old look said\', TG_TABLE_NAME;\n    END IF;\n    NEW.forgotten = encode(sha256(convert_to(jsonb_build_array(\n        OLD.id, to_char(OLD.at AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US\'), OLD.actor, OLD.actor_name,\n        OLD.organisation, OLD.role, OLD.page, OLD.purpose, OLD.people, OLD.request_id)::text, \'UTF8\')), \'hex\');\n    RETURN NEW;\n', hash='b9c115b9bed9db54eae898ebae5b5e84b4454a9f', operation='UPDATE', pgid='pgtrigger_only_old_looks_fe70c', table='audit_view', when='BEFORE')), pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='8aa3f6214416b537c59e4775728226f24917e0e2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_8c1c4', table='audit_view', when='BEFORE'))]},
        ),
    ]
