"""Lists about people whom the organisation's own list already holds, found by registration number alone."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from profiles.models import Regulator
from talent_register.imports.checking.lookups import Lookup
from talent_register.imports.resources import ChoiceColumn, ListType, missing
from talent_register.organisations.models import Organisation

from . import duplicates, numbers, reconciling
from .columns import NUMBERS
from .professions import professions

REGULATOR = ChoiceColumn("regulator", _("Regulator"), example="GMC", lookup="regulator", synonyms=("body",))
# Somebody of this organisation's present list; a national body reaches everybody. Of others nothing is told, not even
# whether they are on the register.
REACHED = """
    c.state IN ('STUB', 'REGISTERED', 'PAUSED') AND c.restricted_at IS NULL AND (%(everybody)s OR EXISTS (
        SELECT FROM profiles_training t WHERE t.clinician_id = c.id AND t.organisation_id = %(organisation)s
            AND t.ended_on IS NULL))
"""
FIND = f"""
    CREATE TEMPORARY TABLE import_found ON COMMIT DROP AS
    SELECT r.id AS row_id, g.id AS registration_id, g.clinician_id
    FROM imports_importrow r
    JOIN profiles_regulator b ON b.code = r.cleaned ->> 'regulator'
    JOIN profiles_registration g ON g.regulator_id = b.id AND g.number_key = r.cleaned ->> 'number_key'
    JOIN profiles_clinician c ON c.id = g.clinician_id
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND {REACHED}
"""  # noqa: S608 made of our own words only
NOBODY = """
    UPDATE imports_importrow r SET state = 'PROBLEM', action = '', person_id = NULL, person_version = '',
        before = NULL, after = NULL,
        issues = r.issues || (
            SELECT jsonb_build_array(jsonb_build_object('column', k.key,
                'value', left((r.raw || r.fixes) ->> k.key, 60),
                'code', 'person_not_found', 'level', 'problem', 'details', '{}'::jsonb))
            FROM unnest(%(columns)s::text[]) WITH ORDINALITY AS k (key, place)
            ORDER BY (r.raw || r.fixes) ? k.key DESC, k.place LIMIT 1)
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND NOT EXISTS (SELECT FROM import_found f WHERE f.row_id = r.id)
"""
NEWS = """
    UPDATE imports_importrow r SET person_id = v.clinician_id, person_version = v.version, action = v.action,
        before = v.before, after = v.after
    FROM import_verdict v WHERE r.id = v.row_id
        AND (r.person_id, r.person_version, r.action) IS DISTINCT FROM (v.clinician_id, v.version, v.action)
"""
# Of rows that say the same of one person, every one after the first has the problem and names the first.
SAME = """
    WITH told AS (
        SELECT id, number, first_value(number) OVER (PARTITION BY cleaned ->> 'regulator', cleaned ->> 'number_key',
            {identity} ORDER BY number) AS other
        FROM imports_importrow r WHERE run_id = %(run)s AND answer <> 'LEAVE_OUT' AND cleaned ? 'number_key'
    )
    UPDATE imports_importrow r SET action = '', state = CASE r.state WHEN 'LEFT_OUT' THEN r.state ELSE 'PROBLEM' END,
        issues = r.issues || jsonb_build_array(jsonb_build_object('column', %(column)s::text,
            'value', left(r.cleaned ->> 'number', 60), 'code', 'duplicate_in_file', 'level', 'problem', 'details',
            jsonb_build_object('row', t.number, 'other_row', t.other, 'label', %(label)s::text)))
    FROM told t WHERE r.id = t.id AND t.other <> t.number
"""


def reaches_everybody(organisation: Organisation) -> bool:
    return organisation.kind == Organisation.Kind.NATIONAL


class ByNumberResource(ListType):
    """Subclasses say with `verdicts` what becomes of a row whose person was found, and with `identity` (SQL) what makes
    two rows about one person the same. `once`: whether one person can have that once only, whatever the number."""

    sentences = numbers.SENTENCES
    can_replace = False
    identity = "''"
    once = True
    verdicts = ""

    def lookups(self, needed):
        makers = {
            "profession": professions,
            "regulator": lambda: Lookup.of((r.code, r.short_name, r.name) for r in Regulator.objects.in_use()),
            **self.own_lookups(),
        }
        return {name: makers[name]() for name in {*needed, "profession"}}

    def own_lookups(self) -> dict:
        return {}

    def check_row(self, row, context):
        numbers.settle_number(row, context)
        for column in self.columns:
            if column.is_required and column.key not in row.cleaned and not row.has_problem(column.key):
                missing(row, column)
        if "number_key" not in row.cleaned and not row.has_problem(*(column.key for column in NUMBERS)):
            missing(row, next((c for c in NUMBERS if c.key in row.raw), NUMBERS[0]))

    def sentence(self, code, details):
        return super().sentence(details.get("wording") or code, details)

    def lacking(self, mapping):
        lacking = super().lacking(mapping)
        return lacking if mapping.keys() & {column.key for column in NUMBERS} else [*lacking, NUMBERS[0]]

    def name_of(self, cleaned):
        return cleaned.get("number", "")

    def known(self, run, person_id):
        """These lists ask no questions about who is who."""
        return None

    def references(self, people):
        return reconciling.references(people)

    def note_duplicates(self, run):
        column = next((c for c in NUMBERS if c.key in run.mapping), NUMBERS[0])
        params = {"run": run.pk, "column": column.key, "label": str(column.label)}
        with connection.cursor() as cursor:
            cursor.execute(SAME.replace("{identity}", self.identity), params)

    def match(self, run):
        """Find people by number, and say what their rows would change."""
        columns = [column.key for column in NUMBERS]
        params = {**self.params(run), "columns": columns, "everybody": reaches_everybody(run.organisation)}
        news = 0
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS import_found, import_verdict")
            cursor.execute(FIND, params)
            cursor.execute("ANALYZE import_found")
            cursor.execute(self.verdicts, params)
            for statement in (NOBODY, NEWS):
                cursor.execute(statement, params)
                news += cursor.rowcount
            if self.once:
                news += duplicates.note_same_people(cursor, run, f", {self.identity}")
        return news

    def params(self, run) -> dict:
        return {
            "run": run.pk,
            "organisation": run.organisation_id,
            "reference": run.reference,
            "as_at": run.as_at,
        }
