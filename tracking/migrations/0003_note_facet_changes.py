"""Notes everybody whose bits may be wrong, whoever writes: page, import or shell. What reference data says of many
people at once takes all bits out of use until they are made anew.
"""

from django.db import migrations

READ = "state restricted_at shares_with_region shares_with_nation region_id profession_id stage next_step review_due_on"
COLUMNS = [*READ.split(), "registered_at"]
WAS, IS = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("o", "n"))
NOTE = f"""
CREATE FUNCTION tracking_note_facet_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tracking_facetchange (person) SELECT id FROM new_rows WHERE state = 'REGISTERED';
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tracking_facetchange (person) SELECT id FROM old_rows WHERE state = 'REGISTERED';
    ELSE
        INSERT INTO tracking_facetchange (person)
        SELECT coalesce(o.id, n.id) FROM old_rows o FULL JOIN new_rows n ON n.id = o.id
        WHERE 'REGISTERED' IN (o.state, n.state) AND ({WAS}) IS DISTINCT FROM ({IS});
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION tracking_stop_facet_bits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tracking_facetrun SET day = NULL;
    RETURN NULL;
END
$$;
"""
TRIGGERS = """
CREATE TRIGGER note_facets_of_new AFTER INSERT ON profiles_clinician
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tracking_note_facet_changes();
CREATE TRIGGER note_facets_of_changed AFTER UPDATE ON profiles_clinician
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracking_note_facet_changes();
CREATE TRIGGER note_facets_of_gone AFTER DELETE ON profiles_clinician
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION tracking_note_facet_changes();
CREATE TRIGGER stop_facet_bits AFTER TRUNCATE ON profiles_clinician
    FOR EACH STATEMENT EXECUTE FUNCTION tracking_stop_facet_bits();
CREATE TRIGGER stop_facet_bits AFTER UPDATE ON profiles_profession
    FOR EACH ROW WHEN ((OLD.code, OLD.family) IS DISTINCT FROM (NEW.code, NEW.family))
    EXECUTE FUNCTION tracking_stop_facet_bits();
CREATE TRIGGER stop_facet_bits AFTER UPDATE ON organisations_region
    FOR EACH ROW WHEN (OLD.code IS DISTINCT FROM NEW.code) EXECUTE FUNCTION tracking_stop_facet_bits();
"""
UNDO = """
DROP TRIGGER stop_facet_bits ON organisations_region;
DROP TRIGGER stop_facet_bits ON profiles_profession;
DROP TRIGGER stop_facet_bits ON profiles_clinician;
DROP TRIGGER note_facets_of_gone ON profiles_clinician;
DROP TRIGGER note_facets_of_changed ON profiles_clinician;
DROP TRIGGER note_facets_of_new ON profiles_clinician;
DROP FUNCTION tracking_stop_facet_bits();
DROP FUNCTION tracking_note_facet_changes();
"""


class Migration(migrations.Migration):
    replaces = [("tracking", "0017_note_facet_changes")]
    dependencies = [("tracking", "0002_note_name_words")]

    operations = [migrations.RunSQL([NOTE, TRIGGERS], UNDO)]
