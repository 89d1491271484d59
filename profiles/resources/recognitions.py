"""Lists of what an organisation's people have earned: fellowship awards, and programmes completed."""

from collections import Counter

from django.db import connection
from django.utils.translation import gettext_lazy as _

from profiles.actions.recognitions import changed
from profiles.models import Recognition
from talent_register.common.bulk import insert_select
from talent_register.imports.checking.issues import Issue
from talent_register.imports.checking.lookups import Lookup
from talent_register.imports.resources import ChoiceColumn, Column, DateColumn
from talent_register.organisations.models import Organisation

from . import present, reconciling, writing
from .by_number import REGULATOR, ByNumberResource
from .columns import NUMBERS

# Name in the list → column of the table.
VALUES = {"level": "level", "outcome": "outcome", "given_on": "given_on", "expires_on": "expires_on"}
NOW = ", ".join(f"'{name}', nullif(n.{column}::text, '')" for name, column in VALUES.items())
OURS = """
    n.organisation_id = %(organisation)s AND n.kind = %(kind)s AND n.name = r.cleaned ->> 'name'
        AND n.intake = coalesce(r.cleaned ->> 'intake', '')
"""
# Made of our own column names only.
VERDICTS = f"""
    CREATE TEMPORARY TABLE import_verdict ON COMMIT DROP AS
    WITH known AS MATERIALIZED (
        SELECT f.row_id, f.clinician_id, n.id, md5(concat_ws('|', f.clinician_id, n.id, n.updated_at)) AS version,
            jsonb_strip_nulls(jsonb_build_object({NOW})) AS now,
            (SELECT coalesce(jsonb_object_agg(v.key, v.value), '{{}}') FROM jsonb_each(r.cleaned) v
             WHERE v.key = ANY(ARRAY{list(VALUES)})) AS wanted
        FROM import_found f JOIN imports_importrow r ON r.id = f.row_id
        LEFT JOIN profiles_recognition n ON n.clinician_id = f.clinician_id AND {OURS}
    )
    SELECT row_id, clinician_id, version,
        CASE WHEN id IS NULL THEN 'NEW' WHEN now @> wanted THEN 'UNCHANGED' ELSE 'CHANGED' END AS action,
        CASE WHEN id IS NOT NULL AND NOT now @> wanted THEN
            (SELECT jsonb_object_agg(k.key, now -> k.key) FROM jsonb_object_keys(wanted) k (key)
             WHERE now -> k.key IS DISTINCT FROM wanted -> k.key) END AS before,
        CASE WHEN id IS NOT NULL AND NOT now @> wanted THEN
            (SELECT jsonb_object_agg(k.key, wanted -> k.key) FROM jsonb_object_keys(wanted) k (key)
             WHERE now -> k.key IS DISTINCT FROM wanted -> k.key) END AS after
    FROM known
"""  # noqa: S608
CHANGE = f"""
    UPDATE profiles_recognition n SET level = coalesce(r.after ->> 'level', n.level),
        outcome = coalesce(r.after ->> 'outcome', n.outcome),
        given_on = coalesce((r.after ->> 'given_on')::date, n.given_on),
        expires_on = coalesce((r.after ->> 'expires_on')::date, n.expires_on),
        as_at = %(as_at)s, import_reference = %(reference)s, updated_at = %(at)s, disputed_at = NULL
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'CHANGED' AND n.clinician_id = r.person_id AND {OURS}
"""  # noqa: S608
FINISH = "UPDATE imports_importrow SET state = 'APPLIED' WHERE run_id = %(run)s AND state = 'READY'"
ORIGIN = f"""
    UPDATE imports_importrow r SET origin = jsonb_build_object('as_at', n.as_at, 'reference', n.import_reference,
        'updated_at', n.updated_at, 'disputed_at', n.disputed_at)
    FROM profiles_recognition n
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'CHANGED' AND n.clinician_id = r.person_id AND {OURS}
"""  # noqa: S608
# Only what nobody touched since: no dispute, no later list.
REMOVE = f"""
    DELETE FROM profiles_recognition n USING imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action = 'NEW' AND n.clinician_id = r.person_id AND {OURS}
        AND n.import_reference = %(reference)s AND n.updated_at = %(at)s AND n.disputed_at IS NULL
    RETURNING r.id
"""  # noqa: S608
RESTORE = f"""
    UPDATE profiles_recognition n SET
        level = CASE WHEN r.before ? 'level' THEN coalesce(r.before ->> 'level', '') ELSE n.level END,
        outcome = CASE WHEN r.before ? 'outcome' THEN coalesce(r.before ->> 'outcome', '') ELSE n.outcome END,
        given_on = CASE WHEN r.before ? 'given_on' THEN (r.before ->> 'given_on')::date ELSE n.given_on END,
        expires_on = CASE WHEN r.before ? 'expires_on' THEN (r.before ->> 'expires_on')::date ELSE n.expires_on END,
        as_at = coalesce((r.origin ->> 'as_at')::date, n.as_at),
        import_reference = coalesce(r.origin ->> 'reference', n.import_reference),
        disputed_at = (r.origin ->> 'disputed_at')::timestamptz,
        updated_at = coalesce((r.origin ->> 'updated_at')::timestamptz, clock_timestamp())
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action = 'CHANGED' AND n.clinician_id = r.person_id
        AND {OURS} AND n.import_reference = %(reference)s AND n.updated_at = %(at)s AND n.disputed_at IS NULL
    RETURNING r.id
"""  # noqa: S608
MARK = """
    UPDATE imports_importrow SET state =
        CASE WHEN id = ANY(%(reversed)s) OR action = 'UNCHANGED' THEN 'REVERSED' ELSE 'KEPT' END
    WHERE run_id = %(run)s AND state = 'APPLIED'
"""
UNTOUCHED = f"""
    SELECT r.action, r.person_id
    FROM imports_importrow r JOIN profiles_recognition n ON n.clinician_id = r.person_id AND {OURS}
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action IN ('NEW', 'CHANGED')
        AND n.import_reference = %(reference)s AND n.updated_at = %(at)s AND n.disputed_at IS NULL
"""  # noqa: S608
OUTCOMES = {
    "COMPLETED": ("complete", "passed", "pass", "finished", "awarded"),
    "WITHDREW": ("withdrawn", "left"),
    "NOT_COMPLETED": ("failed", "not completed", "incomplete"),
}


def _people(run) -> set[int]:
    return set(run.rows.filter(person_id__isnull=False).values_list("person_id", flat=True))


class RecognitionResource(ByNumberResource):
    """What awards and completions have in common: one row, one recognition of one person."""

    kind = ""
    verdicts = VERDICTS
    identity = "r.cleaned ->> 'name', r.cleaned ->> 'intake'"
    has_present = True

    def params(self, run):
        return {**super().params(run), "kind": self.kind, "at": run.imported_at}

    def check_row(self, row, context):
        super().check_row(row, context)
        given, expires = row.cleaned.get("given_on"), row.cleaned.get("expires_on")
        if given and expires and expires < given:
            details = {"value": str(row.cell("expires_on")), "start": str(row.cell("given_on"))}
            row.add(self.column("expires_on"), Issue("end_before_start", details=details))

    def apply(self, run, *, by, at, progress):
        params = {**self.params(run), "at": at}
        made = insert_select(
            Recognition,
            {
                "clinician": "r.person_id",
                "organisation": "%(organisation)s",
                "uuid": "gen_random_uuid()",
                "kind": "%(kind)s",
                "name": "r.cleaned ->> 'name'",
                **{name: f"coalesce(r.cleaned ->> '{name}', '')" for name in ("level", "intake", "outcome")},
                **{name: f"(r.cleaned ->> '{name}')::date" for name in ("given_on", "expires_on")},
                "as_at": "%(as_at)s",
                "import_reference": "%(reference)s",
                "created_at": "%(at)s",
                "updated_at": "%(at)s",
            },
            "FROM imports_importrow r WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'NEW'",
            params,
        )
        with connection.cursor() as cursor:
            for statement in (ORIGIN, CHANGE, FINISH):
                cursor.execute(statement, params)
        changed(people=_people(run), at=at)
        progress(run.ready_count)
        return {"recognitions": made}

    def said_once(self):
        """Everything but whom it is about: one award for all the numbers."""
        return [column for column in self.columns[1:] if not column.variant]

    def letter_plan(self, run):
        return writing.plan(run, writing.of_recognitions(run))

    def write_letters(self, run, *, not_before):
        return writing.write(run, writing.of_recognitions(run), not_before)

    def told(self, run, people):
        return reconciling.told(run, people, {})

    def present(self, user, places):
        for organisation in Organisation.objects.filter(pk__in=places).order_by("pk"):
            yield from present.recognitions(organisation, self)

    def undo(self, run, *, by, at):
        params = self.params(run)
        with connection.cursor() as cursor:
            cursor.execute(REMOVE, params)
            removed = [row for (row,) in cursor.fetchall()]
            cursor.execute(RESTORE, params)
            restored = [row for (row,) in cursor.fetchall()]
            cursor.execute(MARK, {**params, "reversed": removed + restored})
        changed(people=_people(run), at=at)
        kept = run.rows.filter(state="KEPT").count()
        return {"removed": len(removed), "restored": len(restored), "kept": kept}

    def tell_undone(self, run):
        return writing.tell_undone(run)

    def undo_preview(self, run):
        with connection.cursor() as cursor:
            cursor.execute(UNTOUCHED, self.params(run))
            found = cursor.fetchall()
        moved = run.rows.filter(state="APPLIED", action__in=["NEW", "CHANGED"]).count()
        actions = Counter(action for action, _person in found)
        return {
            "removed": actions["NEW"],
            "restored": actions["CHANGED"],
            "kept": moved - actions["NEW"] - actions["CHANGED"],
            "told": writing.to_tell(run, {person for _action, person in found}),
        }


class AwardResource(RecognitionResource):
    code = "awards"
    kind = "AWARD"
    name = _("Fellowship awards")
    nouns = (_("award"), _("awards"))
    columns = (
        *NUMBERS[:1],
        REGULATOR,
        Column(
            "name",
            _("Award"),
            heading="award",
            example="Fellow of the Faculty",
            is_required=True,
            synonyms=("award name", "fellowship", "recognition", "post nominal"),
        ),
        Column(
            "level", _("Level"), example="Senior Fellow", max_length=100, synonyms=("award level", "grade of award")
        ),
        DateColumn(
            "given_on",
            _("Awarded on"),
            heading="awarded_on",
            example="1/3/2026",
            synonyms=("awarded", "award date", "date awarded", "date of award"),
        ),
        DateColumn(
            "expires_on",
            _("Expires on"),
            heading="expires_on",
            example="1/3/2031",
            synonyms=("expires", "expiry", "expiry date", "valid until", "renewal date"),
        ),
        *NUMBERS[1:],
    )


class CompletionResource(RecognitionResource):
    code = "completions"
    kind = "COMPLETION"
    name = _("Programme completions")
    nouns = (_("completion"), _("completions"))
    columns = (
        *NUMBERS[:1],
        REGULATOR,
        Column(
            "name",
            _("Programme"),
            heading="programme",
            example="Mary Seacole programme",
            is_required=True,
            synonyms=("programme name", "course", "course name", "scheme"),
        ),
        Column(
            "intake", _("Intake"), example="2025 autumn", max_length=100, synonyms=("cohort", "cohort name", "year")
        ),
        ChoiceColumn("outcome", _("Outcome"), example="Completed", lookup="outcome", synonyms=("result", "status")),
        DateColumn(
            "given_on",
            _("Completed on"),
            heading="completed_on",
            example="9/2/2026",
            synonyms=("completed", "completion date", "date completed", "end date", "finished on"),
        ),
        *NUMBERS[1:],
    )

    def own_lookups(self):
        return {
            "outcome": lambda: Lookup.of(
                (code, str(label), *OUTCOMES[code]) for code, label in Recognition.Outcome.choices
            )
        }
