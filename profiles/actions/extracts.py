"""A regulator's extract of its register, brought into effect for thousands of numbers at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from profiles import number_letters, rules
from profiles.models import FactSource, Licence, RegistrationState
from talent_register.audit import actions as audit

LOAD = """
    CREATE TEMPORARY TABLE extract_rows ON COMMIT DROP AS
    SELECT DISTINCT ON (b.id, v.number_key)
        b.id AS regulator_id, v.number_key, v.state, s.id AS status_id, v.registered_on, v.family_key,
        v.provisional_on, v.specialist_on, v.gp_on,
        CASE WHEN b.separates_licence THEN v.licence ELSE 'NOT_APPLICABLE' END AS licence
    FROM unnest(%(regulators)s::text[], %(numbers)s::text[], %(states)s::text[], %(licences)s::text[],
                %(days)s::date[], %(statuses)s::text[], %(families)s::text[],
                %(provisionals)s::date[], %(specialists)s::date[], %(gps)s::date[])
        AS v (regulator, number_key, state, licence, registered_on, status, family_key,
              provisional_on, specialist_on, gp_on)
    JOIN profiles_regulator b ON b.code = v.regulator
    LEFT JOIN profiles_registrationstatus s ON s.regulator_id = b.id AND s.code = v.status
    ORDER BY b.id, v.number_key
"""
# A number alone is half a proof: where the extract gives the family name, it must be the person's.
FIND = """
    CREATE TEMPORARY TABLE extract_found ON COMMIT DROP AS
    SELECT g.id, e.state, e.status_id, e.licence, e.registered_on, e.provisional_on, e.specialist_on, e.gp_on,
        c.reference, e.family_key = '' OR e.family_key = c.family_key AS is_match,
        (g.state, g.licence, coalesce(g.status_id, 0)) IS DISTINCT FROM
            (e.state, e.licence, coalesce(e.status_id, 0)) AS is_changed
    FROM extract_rows e
    JOIN profiles_registration g ON g.regulator_id = e.regulator_id AND g.number_key = e.number_key
    JOIN profiles_clinician c ON c.id = g.clinician_id
    WHERE (g.verified_on IS NULL OR g.verified_on <= %(as_at)s) AND c.restricted_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM profiles_registrationcheck k
            WHERE k.registration_id = g.id AND k.as_at > %(as_at)s AND k.source <> 'SELF')
"""
NOTE = """
    INSERT INTO profiles_registrationcheck
        (registration_id, state, status_id, licence, as_at, source, by, is_match, note, at)
    SELECT id, CASE WHEN is_match THEN state ELSE 'UNKNOWN' END, CASE WHEN is_match THEN status_id END,
        CASE WHEN is_match THEN licence ELSE 'UNKNOWN' END, %(as_at)s, %(kind)s, %(source)s, is_match, '', %(at)s
    FROM extract_found f
    WHERE is_match AND is_changed OR is_match IS DISTINCT FROM (
        SELECT k.is_match FROM profiles_registrationcheck k WHERE k.registration_id = f.id AND k.source <> 'SELF'
        ORDER BY k.as_at DESC, k.id DESC LIMIT 1)
    RETURNING CASE WHEN NOT is_match THEN registration_id END
"""
# Whose word the day of joining is from now on.
TELL = """
    INSERT INTO profiles_fact (clinician_id, field, source, as_at, import_reference)
    SELECT g.clinician_id, 'registration.' || g.id || '.joined', %(kind)s, %(as_at)s, ''
    FROM extract_found f JOIN profiles_registration g ON g.id = f.id
    WHERE f.is_match AND f.registered_on IS NOT NULL AND f.registered_on IS DISTINCT FROM g.registered_on
    ON CONFLICT (clinician_id, field) DO UPDATE
    SET source = excluded.source, organisation_id = NULL, as_at = excluded.as_at, import_reference = ''
"""
WRITE = """
    UPDATE profiles_registration g SET
        state = f.state, status_id = f.status_id, licence = f.licence,
        registered_on = coalesce(f.registered_on, g.registered_on),
        provisional_on = coalesce(f.provisional_on, g.provisional_on),
        specialist_on = coalesce(f.specialist_on, g.specialist_on), gp_on = coalesce(f.gp_on, g.gp_on),
        licence_checked_on = %(as_at)s, verified_on = %(as_at)s, verified_by = %(source)s, recheck_on = %(recheck_on)s
    FROM extract_found f WHERE f.id = g.id AND f.is_match
"""
COUNT = "SELECT count(*) FILTER (WHERE is_match), count(*) FILTER (WHERE NOT is_match) FROM extract_found"
COUNT_CHANGED = "SELECT count(*) FROM extract_found WHERE is_match AND is_changed"


class ExtractRow(NamedTuple):
    """One line of an extract, already cleaned. `number_key` is what `rules.normalise_number` makes of the number.

    `state` and `licence` are values of RegistrationState and Licence; `status` is the code of a RegistrationStatus.
    `family_key` is the folded family name; where it is empty the number alone decides.
    """

    regulator: str
    number_key: str
    state: str
    licence: str = Licence.UNKNOWN
    registered_on: date | None = None
    status: str = ""
    family_key: str = ""
    provisional_on: date | None = None
    specialist_on: date | None = None
    gp_on: date | None = None


@dataclass(frozen=True)
class Applied:
    """What became of an extract: numbers confirmed, those of them that changed, and names that did not agree."""

    confirmed: int
    changed: int
    name_differs: int


@transaction.atomic
def apply_extract(*, rows: Iterable[ExtractRow], as_at: date, source: str, by: Any, at: datetime) -> Applied:
    """Confirm every number of the register that stands in the extract. Numbers of nobody here are not kept.

    A look newer than the extract stands. The same extract again changes nothing. `source` names it for people, like
    "GMC register download, 3 March 2026".
    """
    wanted = list(rows)
    _check(wanted)
    params: dict[str, Any] = {
        **{name: list(column) for name, column in zip(_COLUMNS, _columns(wanted), strict=True)},
        "as_at": as_at,
        "at": at,
        "source": source[:100],
        "kind": FactSource.REGULATOR.value,
        "recheck_on": rules.recheck_on(as_at),
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS extract_rows, extract_found")
        for statement in (LOAD, FIND, NOTE):
            cursor.execute(statement, params)
        disagreeing = [pk for (pk,) in cursor.fetchall() if pk is not None]
        for statement in (TELL, WRITE):
            cursor.execute(statement, params)
        cursor.execute(COUNT)
        confirmed, differs = cursor.fetchone()
        cursor.execute(COUNT_CHANGED)
        applied = Applied(confirmed, cursor.fetchone()[0], differs)
    number_letters.disagrees(disagreeing)
    audit.record(
        "profiles.extract_applied",
        by=by,
        details={"source": source, "as_at": str(as_at), "confirmed": applied.confirmed, "changed": applied.changed},
    )
    return applied


_COLUMNS = (
    *("regulators", "numbers", "states", "licences", "days", "statuses", "families"),
    *("provisionals", "specialists", "gps"),
)


def _columns(rows: list[ExtractRow]) -> list:
    return list(zip(*rows, strict=True)) if rows else [()] * len(_COLUMNS)


def _check(rows: list[ExtractRow]) -> None:
    for row in rows:
        if row.state not in RegistrationState.values or row.licence not in Licence.values:
            raise ValueError(f"Unknown state or licence: {row.state}, {row.licence}")
