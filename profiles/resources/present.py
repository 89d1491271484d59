"""An organisation's own list as the register holds it now, in the shape of the template, so that it can be handed in
again and nothing changes."""

import json
from collections.abc import Iterator

from django.db import connection

from .stored import IS_OURS, PERSON_FIELDS, PLACES, TRAINING_FIELDS, as_object

# Names are on the page of trainees too; what else is the person's own is told only where nobody but this organisation
# supplied it. Who declined or left is on no list.
NAMES = {name: PERSON_FIELDS[name] for name in ("first_names", "last_name")}
PRESENT = f"""
    SELECT {as_object(TRAINING_FIELDS)} || CASE WHEN {IS_OURS} THEN {as_object(PERSON_FIELDS)}
        || coalesce((SELECT jsonb_build_object('regulator', b.code, 'registration_number', g.number)
            FROM profiles_registration g JOIN profiles_regulator b ON b.id = g.regulator_id
            WHERE g.clinician_id = c.id ORDER BY g.id LIMIT 1), '{{}}') ELSE {as_object(NAMES)} END
    FROM profiles_clinician c {PLACES}
    WHERE t.id IS NOT NULL AND t.ended_on IS NULL AND c.state NOT IN ('DECLINED', 'LEFT')
    ORDER BY c.family_key, c.given_key, t.id
"""  # noqa: S608 made of our own names only


def rows(organisation_id: int, list_type) -> Iterator[list[str]]:
    """One row a person, by name, with the cells of the template: words for what has words, days as 2026-08-06."""
    columns = [column for column in list_type.columns if column.is_in_template]
    with connection.cursor() as cursor:
        cursor.execute(PRESENT, {"organisation": organisation_id})
        for (found,) in cursor:
            values = json.loads(found)
            yield [list_type.written(column, values.get(column.key)) for column in columns]
