"""What the register holds of a person, as a list would write it: SQL of values, by the names lists give them."""

# Values of a place on a list: name in the list → SQL of the stored value as text.
TRAINING_FIELDS = {
    "organisation_ref": "nullif(t.organisation_ref, '')",
    "relationship": "t.relationship",
    "status": "t.status",
    "status_date": "t.status_date::text",
    "programme": "nullif(t.programme, '')",
    "programme_ref": "nullif(t.programme_ref, '')",
    "specialty": "s.code",
    "grade": "g.code",
    "region": "d.code",
    "employer": "o.code",
    "cohort": "nullif(t.cohort, '')",
    "start_date": "t.start_date::text",
    "expected_completion_date": "t.expected_completion_date::text",
    "whole_time_equivalent": "t.whole_time::text",
}
# Values of a person whom only this organisation supplied and who has not claimed the record.
PERSON_FIELDS = {
    "first_names": "nullif(c.given_names, '')",
    "last_name": "nullif(c.family_name, '')",
    "preferred_name": "nullif(c.preferred_name, '')",
    "work_email": "nullif(c.work_email, '')",
    "personal_email": "nullif(c.personal_email, '')",
    "birth_date": "c.birth_date::text",
    "profession": "p.code",
}
# The tables that the values above name, beside the person c.
PLACES = """
    LEFT JOIN profiles_training t ON t.clinician_id = c.id AND t.organisation_id = %(organisation)s
    LEFT JOIN profiles_specialty s ON s.id = t.specialty_id
    LEFT JOIN profiles_traininggrade g ON g.id = t.grade_id
    LEFT JOIN organisations_region d ON d.id = t.region_id
    LEFT JOIN organisations_organisation o ON o.id = t.employer_id
    LEFT JOIN profiles_profession p ON p.id = c.profession_id
"""
# Only this organisation supplied the person, and nobody has claimed the record.
IS_OURS = """
    t.id IS NOT NULL AND c.state = 'STUB' AND NOT EXISTS (
        SELECT FROM profiles_training x WHERE x.clinician_id = c.id AND x.organisation_id <> %(organisation)s)
"""


def as_object(fields: dict[str, str]) -> str:
    """SQL of one JSON object of values."""
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(f'{name!r}, {sql}' for name, sql in fields.items())}))"


def as_array(fields: dict[str, str]) -> str:
    return f"ARRAY[{', '.join(repr(name) for name in fields)}]"
