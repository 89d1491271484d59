"""A place on the grid knows the meeting whose rating it repeats, so that who kept out of that reads neither."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# Copies from before are known by their words: the same evidence, of the same team, on the same grid.
COPIES = """
    UPDATE tracking_talentdiscussion copy SET rests_on_id = (
        SELECT said.id FROM tracking_talentdiscussion said
        WHERE said.kind = 'MEETING' AND said.clinician_id = copy.clinician_id AND said.owner_id = copy.owner_id
            AND said.grid_id = copy.grid_id AND said.evidence = copy.evidence AND said.recorded_at <= copy.recorded_at
        ORDER BY said.recorded_at DESC, said.id DESC LIMIT 1
    )
    WHERE copy.kind = 'PLACEMENT'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tracking', '0017_filters_of_other_rows'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='talentdiscussion',
            name='never_overwritten',
        ),
        migrations.AddField(
            model_name='talentdiscussion',
            name='rests_on',
            field=models.ForeignKey(blank=True, help_text='what a meeting said, where this repeats it: who kept out of that reads neither', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracking.talentdiscussion'),
        ),
        migrations.RunSQL(["SET CONSTRAINTS ALL IMMEDIATE", COPIES], migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='talentdiscussion',
            trigger=pgtrigger.compiler.Trigger(name='never_overwritten', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agreed" IS DISTINCT FROM (NEW."agreed") OR OLD."clinician_id" IS DISTINCT FROM (NEW."clinician_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."readiness" IS DISTINCT FROM (NEW."readiness") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."rests_on_id" IS DISTINCT FROM (NEW."rests_on_id") OR OLD."review_on" IS DISTINCT FROM (NEW."review_on") OR OLD."show_by" IS DISTINCT FROM (NEW."show_by") OR OLD."they_place" IS DISTINCT FROM (NEW."they_place") OR OLD."they_said" IS DISTINCT FROM (NEW."they_said") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."we_place" IS DISTINCT FROM (NEW."we_place") OR OLD."we_said" IS DISTINCT FROM (NEW."we_said"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e1a4af0d66d6eb02bab4f729442bff810be2e1cf', operation='UPDATE', pgid='pgtrigger_never_overwritten_b3766', table='tracking_talentdiscussion', when='BEFORE')),
        ),
    ]
