"""An organisation's own lists as the register holds them now, in the shape of the templates, so that they can be handed
in again and nothing changes."""

import json
from collections.abc import Iterator

from django.db import connection

from talent_register.organisations.models import Organisation

from .by_number import REACHED, reaches_everybody
from .stored import IS_OURS, PERSON_FIELDS, PLACES, TRAINING_FIELDS, as_object

# Names are on the page of trainees too; what else is the person's own is told only where nobody but this organisation
# supplied it. Who declined or left, or is hidden from everybody, is on no list.
NAMES = {name: PERSON_FIELDS[name] for name in ("first_names", "last_name")}
NUMBER = """
    (SELECT jsonb_build_object('regulator', b.code, 'registration_number', g.number)
     FROM profiles_registration g JOIN profiles_regulator b ON b.id = g.regulator_id
     WHERE g.clinician_id = c.id AND NOT g.is_waiting {since} ORDER BY g.id LIMIT 1)
"""
TRAINEES = f"""
    SELECT c.reference, {as_object(TRAINING_FIELDS)} || CASE WHEN {IS_OURS} THEN {as_object(PERSON_FIELDS)}
        || coalesce({NUMBER.format(since="")}, '{{}}') ELSE {as_object(NAMES)} END
    FROM profiles_clinician c {PLACES}
    WHERE t.id IS NOT NULL AND t.ended_on IS NULL AND c.state NOT IN ('DECLINED', 'LEFT')
        AND c.restricted_at IS NULL
    ORDER BY c.family_key, c.given_key, t.id
"""  # noqa: S608 made of our own names only
# The list named its people by number: a number that the register has known since then, not one that came later.
RECOGNITIONS = f"""
    SELECT c.reference, {{values}} || coalesce({NUMBER.format(since="AND g.created_at <= n.created_at")}, '{{{{}}}}')
    FROM profiles_recognition n JOIN profiles_clinician c ON c.id = n.clinician_id AND {REACHED}
    WHERE n.organisation_id = %(organisation)s AND n.kind = %(kind)s
    ORDER BY c.family_key, c.given_key, n.name, n.intake, n.id
"""  # noqa: S608 made of our own names only
RECOGNISED = ("name", "level", "intake", "outcome", "given_on", "expires_on")
Present = Iterator[tuple[str, list[str]]]


def trainees(organisation_id: int, list_type) -> Present:
    """One row a person, by name."""
    return _rows(list_type, TRAINEES, {"organisation": organisation_id})


def recognitions(organisation: Organisation, list_type) -> Present:
    """One row an award or a completion of somebody whom a list of this organisation reaches."""
    stored = [column.key for column in list_type.columns if column.key in RECOGNISED]
    values = as_object({key: f"nullif(n.{key}::text, '')" for key in stored})
    params = {"organisation": organisation.pk, "kind": list_type.kind, "everybody": reaches_everybody(organisation)}
    return _rows(list_type, RECOGNITIONS.format(values=values), params)


def _rows(list_type, statement: str, params: dict) -> Present:
    """The cells of the template: words for what has words, days as 2026-08-06."""
    columns = [column for column in list_type.columns if column.is_in_template]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        for reference, found in cursor:
            values = json.loads(found)
            yield reference, [list_type.written(column, values.get(column.key)) for column in columns]
