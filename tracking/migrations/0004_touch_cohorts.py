"""Notes every cohort whose counts no longer hold: somebody came or left, or may be seen by others than before."""

from django.db import migrations

SEEN = "state restricted_at shares_with_region shares_with_nation region_id".split()
WAS, IS = (", ".join(f"{row}.{column}" for column in SEEN) for row in ("o", "n"))
TOUCH = f"""
CREATE FUNCTION tracking_touch_cohorts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tracking_cohorttouch (cohort_key) SELECT DISTINCT cohort_id FROM changed;
    RETURN NULL;
END
$$;
CREATE FUNCTION tracking_touch_cohorts_of() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tracking_cohorttouch (cohort_key)
    SELECT DISTINCT place.cohort_id
    FROM old_rows o JOIN new_rows n ON n.id = o.id
    JOIN tracking_cohortmember place ON place.clinician_id = n.id AND place.to_date IS NULL
    WHERE ({WAS}) IS DISTINCT FROM ({IS});
    RETURN NULL;
END
$$;
"""
TRIGGERS = """
CREATE TRIGGER touch_cohort_of_new AFTER INSERT ON tracking_cohortmember
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tracking_touch_cohorts();
CREATE TRIGGER touch_cohort_of_changed AFTER UPDATE ON tracking_cohortmember
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tracking_touch_cohorts();
CREATE TRIGGER touch_cohort_of_gone AFTER DELETE ON tracking_cohortmember
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tracking_touch_cohorts();
CREATE TRIGGER touch_cohorts_of_person AFTER UPDATE ON profiles_clinician
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracking_touch_cohorts_of();
"""
UNDO = """
DROP TRIGGER touch_cohorts_of_person ON profiles_clinician;
DROP TRIGGER touch_cohort_of_gone ON tracking_cohortmember;
DROP TRIGGER touch_cohort_of_changed ON tracking_cohortmember;
DROP TRIGGER touch_cohort_of_new ON tracking_cohortmember;
DROP FUNCTION tracking_touch_cohorts_of();
DROP FUNCTION tracking_touch_cohorts();
"""


class Migration(migrations.Migration):
    replaces = [("tracking", "0019_touch_cohorts")]
    dependencies = [("tracking", "0003_note_facet_changes")]

    operations = [migrations.RunSQL([TOUCH, TRIGGERS], UNDO)]
