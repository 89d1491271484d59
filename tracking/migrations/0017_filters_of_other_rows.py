"""Filters by what stands in other tables have bits, too: whoever changes there is noted, whoever writes.

Bits are made from people, so those from before are thrown away; the task makes them anew, and meanwhile rows are counted.
"""

from django.db import migrations, models

WAS_READ = "state restricted_at shares_with_region shares_with_nation region_id profession_id stage next_step review_due_on"
WAS = [*WAS_READ.split(), "registered_at"]
NOW = [*WAS, "shares_with_recruiters", "no_posts_with_region", "no_posts_with_nation"]
# What of a row says whose it is and which value they have.
ROWS = {
    "pathways_goal": "clinician_id role_id ended_on",
    "pathways_participation": "clinician_id programme_id state disputed_at",
    "profiles_training": "clinician_id specialty_id ended_on",
    "profiles_post": "clinician_id organisation_id whole_time ended_on",
    "tracking_cohortmember": "clinician_id cohort_id to_date",
}
# By what a value is called.
NAMES = {
    "pathways_role": "slug",
    "pathways_programme": "code",
    "profiles_specialty": "code",
    "organisations_organisation": "kind",
    "tracking_cohort": "slug",
}
NONE_MADE = ["DELETE FROM tracking_facetbits", "UPDATE tracking_facetrun SET day = NULL"]


def of_people(columns: list[str]) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("o", "n"))
    return f"""
CREATE OR REPLACE FUNCTION tracking_note_facet_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tracking_facetchange (person) SELECT id FROM new_rows WHERE state = 'REGISTERED';
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tracking_facetchange (person) SELECT id FROM old_rows WHERE state = 'REGISTERED';
    ELSE
        INSERT INTO tracking_facetchange (person)
        SELECT coalesce(o.id, n.id) FROM old_rows o FULL JOIN new_rows n ON n.id = o.id
        WHERE 'REGISTERED' IN (o.state, n.state) AND ({old}) IS DISTINCT FROM ({new});
    END IF;
    RETURN NULL;
END
$$;
"""


def of_rows(table: str, columns: list[str]) -> str:
    """A row may pass from one person to another, as when two records become one: both are noted."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("o", "n"))
    add = "INSERT INTO tracking_facetchange (person) SELECT DISTINCT person.id FROM profiles_clinician person"
    name = f"tracking_note_facets_of_{table}"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {add} JOIN new_rows n ON n.clinician_id = person.id WHERE person.state = 'REGISTERED';
    ELSIF TG_OP = 'DELETE' THEN
        {add} JOIN old_rows o ON o.clinician_id = person.id WHERE person.state = 'REGISTERED';
    ELSE
        {add}
        JOIN (
            SELECT unnest(ARRAY[o.clinician_id, n.clinician_id]) AS whose FROM old_rows o JOIN new_rows n ON n.id = o.id
            WHERE ({old}) IS DISTINCT FROM ({new})
        ) changed ON changed.whose = person.id WHERE person.state = 'REGISTERED';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_facets_of_new AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER note_facets_of_changed AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER note_facets_of_gone AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def no_longer_of_rows(table: str) -> str:
    triggers = "".join(f"DROP TRIGGER note_facets_of_{when} ON {table};" for when in ("new", "changed", "gone"))
    return f"{triggers} DROP FUNCTION tracking_note_facets_of_{table}();"


def of_names(table: str, column: str) -> str:
    return f"""
CREATE TRIGGER stop_facet_bits AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION tracking_stop_facet_bits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0016_reviews_by_month"),
        ("pathways", "0009_facts_end"),
        ("profiles", "0011_ended_links"),
        ("organisations", "0002_day_of_check"),
    ]

    operations = [
        migrations.RunSQL(NONE_MADE, NONE_MADE),
        migrations.AlterField("facetbits", "value", models.CharField(blank=True, max_length=100)),
        migrations.RunSQL(of_people(NOW), of_people(WAS)),
        *(
            migrations.RunSQL(of_rows(table, columns.split()), no_longer_of_rows(table))
            for table, columns in ROWS.items()
        ),
        *(
            migrations.RunSQL(of_names(table, column), f"DROP TRIGGER stop_facet_bits ON {table}")
            for table, column in NAMES.items()
        ),
    ]
