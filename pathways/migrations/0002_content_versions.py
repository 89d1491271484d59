"""Gives the facts a new version whenever one of them changes, whoever writes: kept pages are made anew."""

from django.db import migrations

# Every table of facts that public pages are made of. tests/pathways/test_kept_pages.py asks that none is missing.
TABLES = [
    *(
        f"pathways_{name}"
        for name in (
            "competency crosswalk framework guidancenote level licencerule outofprogrammekind pathway pathwaystep "
            "payaward paypoint practicesetting programme renewalwindow requirement role route statutorynote "
            "trainingoutcome wording"
        ).split()
    ),
    "profiles_profession",
    "profiles_regulator",
]
# What the pages of programmes and of what is open are made of, beside the facts.
TRIGGERS = """
CREATE TRIGGER new_content_version AFTER INSERT OR UPDATE OR DELETE ON pathways_opportunity
FOR EACH STATEMENT EXECUTE FUNCTION pathways_new_content_version();
CREATE TRIGGER new_content_version AFTER INSERT OR UPDATE OR DELETE ON organisations_region
FOR EACH STATEMENT EXECUTE FUNCTION pathways_new_content_version();
CREATE TRIGGER new_content_version AFTER UPDATE OF name ON organisations_organisation
FOR EACH STATEMENT EXECUTE FUNCTION pathways_new_content_version();
CREATE TRIGGER new_content_version AFTER INSERT OR UPDATE ON pathways_recognitiondecision
FOR EACH ROW WHEN (NEW.participation_id IS NULL) EXECUTE FUNCTION pathways_new_content_version();
CREATE TRIGGER new_content_version_after_delete AFTER DELETE ON pathways_recognitiondecision
FOR EACH ROW WHEN (OLD.participation_id IS NULL) EXECUTE FUNCTION pathways_new_content_version();
"""
FUNCTION = """
CREATE FUNCTION pathways_new_content_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pathways_contentversion (id, token) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET token = excluded.token;
    RETURN NULL;
END $$;
INSERT INTO pathways_contentversion (id, token) VALUES (1, gen_random_uuid()) ON CONFLICT DO NOTHING;
"""
TRIGGER = """
CREATE TRIGGER new_content_version AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION pathways_new_content_version();
"""


class Migration(migrations.Migration):
    replaces = [("pathways", "0012_content_version"), ("pathways", "0015_versions_of_what_is_open"), ("pathways", "0019_wordings")]

    dependencies = [("pathways", "0001_tables")]

    operations = [
        migrations.RunSQL(
            FUNCTION + "".join(TRIGGER.format(table=table) for table in TABLES) + TRIGGERS,
            "DROP FUNCTION pathways_new_content_version() CASCADE;",
        ),
    ]
