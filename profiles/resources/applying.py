"""Bringing a checked trainee list into effect: from the staged rows to people, in the caller's one transaction."""

from datetime import datetime

from django.db import connection

from profiles.models import ANY_NUMBER, Clinician, Fact, FactSource, Registration, Suggestion, Supply, Training
from profiles.rules import stub_erased_on
from talent_register.common.bulk import FEW, insert_select, planned_for

from . import origins

# `+ 0` keeps the planner from beginning with the body: it does not know yet how many people a new list brought it,
# thinks of one, and would walk the whole list for each of them.
CHANGE_TRAININGS = """
    UPDATE profiles_training t SET
        organisation_ref = coalesce(r.after->>'organisation_ref', t.organisation_ref),
        scope = CASE WHEN %(scope)s <> '' THEN %(scope)s ELSE t.scope END,
        relationship = coalesce(r.after->>'relationship', t.relationship),
        status = coalesce(r.after->>'status', t.status),
        status_date = coalesce((r.after->>'status_date')::date, t.status_date),
        programme = coalesce(r.after->>'programme', t.programme),
        programme_ref = coalesce(r.after->>'programme_ref', t.programme_ref),
        specialty_id = coalesce((SELECT id FROM profiles_specialty WHERE code = r.after->>'specialty'), t.specialty_id),
        grade_id = coalesce((SELECT id FROM profiles_traininggrade WHERE code = r.after->>'grade'), t.grade_id),
        region_id = coalesce((SELECT id FROM organisations_region WHERE code = r.after->>'region'), t.region_id),
        employer_id = coalesce(
            (SELECT id FROM organisations_organisation WHERE code = r.after->>'employer'), t.employer_id),
        cohort = coalesce(r.after->>'cohort', t.cohort),
        start_date = coalesce((r.after->>'start_date')::date, t.start_date),
        expected_completion_date =
            coalesce((r.after->>'expected_completion_date')::date, t.expected_completion_date),
        whole_time = coalesce((r.after->>'whole_time_equivalent')::numeric, t.whole_time),
        as_at = %(as_at)s, ended_on = NULL, import_reference = %(reference)s, updated_at = %(at)s
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'CHANGED'
        AND t.clinician_id = r.person_id AND t.organisation_id + 0 = %(organisation)s
"""
# `after` names a person's own values only where this organisation alone supplied them (matching.COMPARE).
CHANGE_PEOPLE = """
    UPDATE profiles_clinician c SET
        given_names = coalesce(r.after->>'first_names', c.given_names),
        family_name = coalesce(r.after->>'last_name', c.family_name),
        given_key = CASE WHEN r.after ? 'first_names' THEN r.cleaned->>'given_key' ELSE c.given_key END,
        family_key = CASE WHEN r.after ? 'last_name' THEN r.cleaned->>'family_key' ELSE c.family_key END,
        preferred_name = coalesce(r.after->>'preferred_name', c.preferred_name),
        work_email = coalesce(r.after->>'work_email', c.work_email),
        personal_email = coalesce(r.after->>'personal_email', c.personal_email),
        birth_date = coalesce((r.after->>'birth_date')::date, c.birth_date),
        profession_id =
            coalesce((SELECT id FROM profiles_profession WHERE code = r.after->>'profession'), c.profession_id),
        updated_at = %(at)s
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'CHANGED' AND c.id = r.person_id
        AND c.state = 'STUB' AND r.after ?| ARRAY['first_names', 'last_name', 'preferred_name', 'work_email',
            'personal_email', 'birth_date', 'profession']
"""
END_TRAININGS = """
    UPDATE profiles_training t SET ended_on = %(as_at)s, import_reference = %(reference)s, updated_at = %(at)s
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'LEAVER'
        AND t.clinician_id = r.person_id AND t.organisation_id + 0 = %(organisation)s
"""
# After many new rows the planner must know of them, or it walks whole tables for each row of the next list. Where there
# were ten times as many before, it knows enough until autovacuum comes by.
MANY, SHARE = 500, 10
KNOWN = "SELECT reltuples FROM pg_class WHERE oid = 'profiles_clinician'::regclass"
ANALYZE = "ANALYZE profiles_clinician, profiles_registration, profiles_training"
# How many people a body has is in the statistics of that table alone.
ANALYZE_BODIES = "ANALYZE profiles_training (organisation_id)"
FINISH_MADE = """
    UPDATE imports_importrow r SET state = 'APPLIED', person_id = m.clinician_id
    FROM import_made m WHERE r.id = m.row_id AND r.run_id = %(run)s
"""
FINISH_REST = "UPDATE imports_importrow SET state = 'APPLIED' WHERE run_id = %(run)s AND state = 'READY'"

# Whose word a value of the person is. A place on a list says itself whose it is and since when.
FACT_FIELDS = {
    "clinician.given_names": "first_names",
    "clinician.family_name": "last_name",
    "clinician.preferred_name": "preferred_name",
    "clinician.work_email": "work_email",
    "clinician.personal_email": "personal_email",
    "clinician.birth_date": "birth_date",
    "clinician.profession": "profession",
}
# What a list says of new people beside these. Where somebody works comes from their employer, if the list names one.
OF_NEW = {ANY_NUMBER: ("number_key",), "clinician.region": ("employer", "region")}
# Which of a person's values the row gives, as an array.
SUPPLIED = ", ".join(
    f"CASE WHEN cleaned ?| ARRAY{list(keys)} THEN '{field}' END"
    for field, keys in {**{field: (key,) for field, key in FACT_FIELDS.items()}, **OF_NEW}.items()
)
SUPPLIED = f"array_remove(ARRAY[{SUPPLIED}]::varchar[], NULL)"
# New people get their keys before they are written, so that all that hangs on them can be written at once.
MADE = f"""
    CREATE TEMPORARY TABLE import_made ON COMMIT DROP AS
    SELECT r.id AS row_id, r.fields, n.reference,
        nextval(%(sequence)s::regclass) AS clinician_id
    FROM (SELECT id, {SUPPLIED} AS fields, row_number() OVER (ORDER BY number) AS place FROM imports_importrow
          WHERE run_id = %(run)s AND state = 'READY' AND action = 'NEW' AND person_id IS NULL) r
    JOIN unnest(%(references)s::text[]) WITH ORDINALITY AS n (reference, place) USING (place)
"""  # noqa: S608 made of our own names only
# What a registered person said of themselves stands; what the list says otherwise becomes a question to them.
SUGGESTED = {
    "clinician.given_names": ("first_names", "c.given_names"),
    "clinician.family_name": ("last_name", "c.family_name"),
    "clinician.work_email": (
        "work_email",
        "coalesce(nullif(c.work_email, ''), (SELECT u.email FROM accounts_user u WHERE u.id = c.user_id))",
    ),
    "clinician.profession": ("profession", "(SELECT code FROM profiles_profession WHERE id = c.profession_id)"),
}
_OWN = "(SELECT {value} FROM profiles_owntraining t {join} WHERE t.clinician_id = c.id)"
# What the person has not said of their training is no difference; days are compared by their month.
for _name, _table in {"specialty": "profiles_specialty", "grade": "profiles_traininggrade"}.items():
    _value = _OWN.format(value="x.code", join=f"JOIN {_table} x ON x.id = t.{_name}_id")
    SUGGESTED[f"own_training.{_name}"] = (_name, f"coalesce({_value}, r.cleaned->>'{_name}')")
SUGGESTED["own_training.programme"] = (
    "programme",
    f"coalesce(nullif({_OWN.format(value='t.programme', join='')}, ''), r.cleaned->>'programme')",
)
for _name in ("start_date", "expected_completion_date"):
    _value = f"""CASE WHEN date_trunc('month', t.{_name}) = date_trunc('month', (r.cleaned->>'{_name}')::date)
        THEN r.cleaned->>'{_name}' ELSE t.{_name}::text END"""
    SUGGESTED[f"own_training.{_name}"] = (
        _name,
        f"coalesce({_OWN.format(value=_value, join='')}, r.cleaned->>'{_name}')",
    )


def apply(run, *, at: datetime, progress) -> dict:
    """Write stubs, registrations, places on the list, facts and suggestions; mark the rows. Returns what was made."""
    params = {
        "run": run.pk,
        "organisation": run.organisation_id,
        "reference": run.reference,
        "scope": run.scope,
        "as_at": run.as_at,
        "at": at,
        "erase_on": stub_erased_on(at.date()),
    }
    made = _make_people(run, params)
    progress(made // 2)
    _make_trainings(params)
    if made > MANY and made * SHARE > _known_people():
        _run(ANALYZE, {})
    elif made > FEW:
        _run(ANALYZE_BODIES, {})
    # Of 100,000 stubs that were made just now the planner knows nothing: it would read the whole list for each of them.
    with planned_for(run.rows.count()):
        for statement in (origins.OF_A_TRAINING, CHANGE_TRAININGS, CHANGE_PEOPLE, END_TRAININGS):
            _run(statement, params)
    progress(run.ready_count // 2)
    _note_facts(params)
    suggestions = _suggest(params)
    for statement in (FINISH_MADE, FINISH_REST):
        _run(statement, params)
    progress(run.ready_count)
    return {"stubs": made, "suggestions": suggestions}


def _run(statement: str, params: dict) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def _sequence_of_people() -> str:
    """The name of what numbers people: looked up for every row it would take as long as the number itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence('profiles_clinician', 'id')")
        return cursor.fetchone()[0]


def _known_people() -> int:
    """How many people the planner thinks there are; -1 where it never looked."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN)
        return int(cursor.fetchone()[0])


def _make_people(run, params: dict) -> int:
    """Stubs for rows that are nobody yet, with their registrations."""
    wanted = run.rows.filter(state="READY", action="NEW", person_id__isnull=True).count()
    _run("DROP TABLE IF EXISTS import_made", {})
    references = Clinician.objects.fresh_references(wanted)
    _run(MADE, {**params, "references": references, "sequence": _sequence_of_people()})
    if not wanted:
        return 0
    _run("ANALYZE import_made", {})
    _note_supplies(params)
    text = "coalesce(r.cleaned->>'{}', '')".format
    insert_select(
        Clinician,
        {
            "id": "m.clinician_id",
            "reference": "m.reference",
            "state": "'STUB'",
            "given_names": text("first_names"),
            "family_name": text("last_name"),
            "preferred_name": text("preferred_name"),
            "family_key": text("family_key"),
            "given_key": text("given_key"),
            "birth_date": "(r.cleaned->>'birth_date')::date",
            "personal_email": text("personal_email"),
            "work_email": text("work_email"),
            "profession": "p.id",
            "region": "coalesce(o.region_id, g.parent_id)",
            "nation": "coalesce(o.nation, g.nation, '')",
            "created_at": "%(at)s",
            "updated_at": "%(at)s",
            "erase_on": "%(erase_on)s",
            "import_reference": "%(reference)s",
            "supply": "v.id",
        },
        """FROM import_made m JOIN imports_importrow r ON r.id = m.row_id AND r.run_id = %(run)s
        JOIN profiles_supply v ON v.import_reference = %(reference)s AND v.fields = m.fields
        LEFT JOIN profiles_profession p ON p.code = r.cleaned->>'profession'
        LEFT JOIN organisations_organisation o ON o.code = r.cleaned->>'employer'
        LEFT JOIN organisations_region g ON g.code = r.cleaned->>'region'
        ORDER BY r.number""",
        params,
    )
    insert_select(
        Registration,
        {
            "clinician": "m.clinician_id",
            "regulator": "b.id",
            "number": "left(r.cleaned->>'number', 30)",
            "number_key": "r.cleaned->>'number_key'",
            "created_at": "%(at)s",
        },
        """FROM import_made m JOIN imports_importrow r ON r.id = m.row_id AND r.run_id = %(run)s
        JOIN profiles_regulator b ON b.code = r.cleaned->>'regulator'
        WHERE r.cleaned ? 'number_key'""",
        params,
    )
    return wanted


def _note_supplies(params: dict) -> None:
    """What the list gives of these people, once for all to whom it gives the same."""
    insert_select(
        Supply,
        {
            "organisation": "%(organisation)s",
            "as_at": "%(as_at)s",
            "import_reference": "%(reference)s",
            "fields": "m.fields",
        },
        "FROM (SELECT DISTINCT fields FROM import_made) m",
        params,
        suffix="ON CONFLICT DO NOTHING",  # rows that were mended since come as part of the same list
    )


def _make_trainings(params: dict) -> None:
    """A place on this organisation's list for everybody who has none, known to the register or not."""
    text = "coalesce(r.cleaned->>'{}', '')".format
    insert_select(
        Training,
        {
            "clinician": "coalesce(r.person_id, m.clinician_id)",
            "organisation": "%(organisation)s",
            "organisation_ref": text("organisation_ref"),
            "scope": "%(scope)s",
            "relationship": "coalesce(r.cleaned->>'relationship', 'TRAINEE')",
            "status": "coalesce(r.cleaned->>'status', 'ACTIVE')",
            "status_date": "(r.cleaned->>'status_date')::date",
            "programme": text("programme"),
            "programme_ref": text("programme_ref"),
            "specialty": "s.id",
            "grade": "g.id",
            "region": "d.id",
            "employer": "o.id",
            "cohort": text("cohort"),
            "start_date": "(r.cleaned->>'start_date')::date",
            "expected_completion_date": "(r.cleaned->>'expected_completion_date')::date",
            "whole_time": "(r.cleaned->>'whole_time_equivalent')::numeric",
            "as_at": "%(as_at)s",
            "import_reference": "%(reference)s",
            "updated_at": "%(at)s",
        },
        """FROM imports_importrow r
        LEFT JOIN import_made m ON m.row_id = r.id
        LEFT JOIN profiles_specialty s ON s.code = r.cleaned->>'specialty'
        LEFT JOIN profiles_traininggrade g ON g.code = r.cleaned->>'grade'
        LEFT JOIN organisations_region d ON d.code = r.cleaned->>'region'
        LEFT JOIN organisations_organisation o ON o.code = r.cleaned->>'employer'
        WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'NEW'""",
        params,
    )


def _note_facts(params: dict) -> None:
    """Who supplied each value that changed. Where the person or another body is already named, that stays."""
    pairs = ", ".join(f"('{field}', '{key}')" for field, key in FACT_FIELDS.items())
    insert_select(
        Fact,
        {
            "clinician": "r.person_id",
            "field": "f.field",
            "source": f"'{FactSource.COLLEGE}'",
            "organisation": "%(organisation)s",
            "as_at": "%(as_at)s",
            "import_reference": "%(reference)s",
        },
        f"""FROM imports_importrow r JOIN (VALUES {pairs}) AS f (field, key) ON r.cleaned ? f.key AND r.after ? f.key
        WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action = 'CHANGED'""",
        params,
        suffix="""ON CONFLICT (clinician_id, field) DO UPDATE
            SET as_at = excluded.as_at, import_reference = excluded.import_reference
            WHERE profiles_fact.source = excluded.source
                AND profiles_fact.organisation_id = excluded.organisation_id""",
    )


def _suggestions() -> str:
    """SQL from which rows and fields come where registered people say something else of themselves than the list."""
    fields = " UNION ALL ".join(
        f"SELECT '{field}' AS field, r.cleaned->>'{key}' AS theirs, {own} AS own"
        for field, (key, own) in SUGGESTED.items()
    )
    return f"""FROM imports_importrow r
        JOIN profiles_clinician c ON c.id = r.person_id AND c.user_id IS NOT NULL
        CROSS JOIN LATERAL ({fields}) v
        WHERE r.run_id = %(run)s AND r.state = 'READY' AND r.action IN ('NEW', 'CHANGED', 'UNCHANGED')
            AND v.theirs <> '' AND lower(v.theirs) <> lower(coalesce(v.own, ''))"""


def suggestions(run) -> int:
    """How many values people would be asked about if the run took effect now; what they were asked before is not."""
    asked = """ AND NOT EXISTS (SELECT FROM profiles_suggestion s WHERE s.clinician_id = c.id
        AND s.organisation_id = %(organisation)s AND s.field = v.field AND s.value = left(v.theirs, 300))"""
    with connection.cursor() as cursor:
        params = {"run": run.pk, "organisation": run.organisation_id}
        cursor.execute(f"SELECT count(*) {_suggestions()}{asked}", params)
        return cursor.fetchone()[0]


def _suggest(params: dict) -> int:
    """Questions to registered people whose own values differ from the list."""
    return insert_select(
        Suggestion,
        {
            "clinician": "r.person_id",
            "organisation": "%(organisation)s",
            "field": "v.field",
            "value": "left(v.theirs, 300)",
            "import_reference": "%(reference)s",
            "created_at": "%(at)s",
        },
        _suggestions(),
        params,
        suffix="ON CONFLICT DO NOTHING",
    )
