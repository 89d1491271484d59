from django.db import migrations

# What the pages of programmes and of what is open are made of, beside the facts that have their trigger already.
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
TABLES = ("pathways_opportunity", "organisations_region", "organisations_organisation", "pathways_recognitiondecision")


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0014_blank_raters_of_closed_rounds"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            TRIGGERS,
            "".join(f"DROP TRIGGER new_content_version ON {table};" for table in TABLES)
            + "DROP TRIGGER new_content_version_after_delete ON pathways_recognitiondecision;",
        ),
    ]
