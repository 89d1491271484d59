"""Taking a trainee list back: what the run made goes, what it changed returns, what people changed since stays."""

from django.db import connection
from django.utils import timezone

from profiles.actions import links
from profiles.models import Clinician, EndedLink, Fact, Registration, Suggestion, Supply, Training
from profiles.rules import fold_name
from talent_register.common.bulk import planned_for

from . import origins, writing

STRETCH = 1_000  # people removed at once
MOST_NAMED = 20  # of those who would stay, on the page that asks
# A stub that this run made and that nobody touched since: no claim, no other list, the same time stamp.
UNTOUCHED = """
    SELECT c.id FROM profiles_clinician c
    JOIN imports_importrow r ON r.person_id = c.id AND r.run_id = %(run)s AND r.action = 'NEW' AND r.state = 'APPLIED'
    WHERE c.import_reference = %(reference)s AND c.state = 'STUB' AND c.updated_at = %(at)s
        AND NOT EXISTS (SELECT FROM profiles_training t WHERE t.clinician_id = c.id
            AND (t.import_reference <> %(reference)s OR t.updated_at <> %(at)s))
"""
MARK_REMOVED = """
    UPDATE imports_importrow SET state = 'REVERSED'
    WHERE run_id = %(run)s AND state = 'APPLIED' AND action = 'NEW'
        AND person_id IN (SELECT unnest(%(people)s::bigint[]))
"""
# People the register knew already: only their place on this list goes.
REMOVE_TRAININGS = """
    DELETE FROM profiles_training t USING imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action = 'NEW' AND t.clinician_id = r.person_id
        AND t.organisation_id = %(organisation)s AND t.import_reference = %(reference)s AND t.updated_at = %(at)s
        AND NOT EXISTS (SELECT FROM profiles_clinician c WHERE c.id = t.clinician_id
            AND c.import_reference = %(reference)s)
    RETURNING t.clinician_id
"""
UNLISTED = """
    SELECT t.clinician_id FROM profiles_training t JOIN imports_importrow r ON t.clinician_id = r.person_id
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action = 'NEW'
        AND t.organisation_id = %(organisation)s AND t.import_reference = %(reference)s AND t.updated_at = %(at)s
        AND NOT EXISTS (SELECT FROM profiles_clinician c WHERE c.id = t.clinician_id
            AND c.import_reference = %(reference)s)
"""
UNCHANGED_SINCE = """
    SELECT t.clinician_id FROM profiles_training t JOIN imports_importrow r ON t.clinician_id = r.person_id
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action IN ('CHANGED', 'LEAVER')
        AND t.organisation_id = %(organisation)s AND t.import_reference = %(reference)s AND t.updated_at = %(at)s
"""
RESTORE_TRAININGS = """
    UPDATE profiles_training t SET
        organisation_ref = CASE WHEN r.before ? 'organisation_ref'
            THEN coalesce(r.before->>'organisation_ref', '') ELSE t.organisation_ref END,
        relationship = coalesce(r.before->>'relationship', t.relationship),
        status = coalesce(r.before->>'status', t.status),
        status_date = CASE WHEN r.before ? 'status_date'
            THEN (r.before->>'status_date')::date ELSE t.status_date END,
        programme = CASE WHEN r.before ? 'programme' THEN coalesce(r.before->>'programme', '') ELSE t.programme END,
        programme_ref = CASE WHEN r.before ? 'programme_ref'
            THEN coalesce(r.before->>'programme_ref', '') ELSE t.programme_ref END,
        specialty_id = CASE WHEN r.before ? 'specialty'
            THEN (SELECT id FROM profiles_specialty WHERE code = r.before->>'specialty') ELSE t.specialty_id END,
        grade_id = CASE WHEN r.before ? 'grade'
            THEN (SELECT id FROM profiles_traininggrade WHERE code = r.before->>'grade') ELSE t.grade_id END,
        region_id = CASE WHEN r.before ? 'region'
            THEN (SELECT id FROM organisations_region WHERE code = r.before->>'region') ELSE t.region_id END,
        employer_id = CASE WHEN r.before ? 'employer'
            THEN (SELECT id FROM organisations_organisation WHERE code = r.before->>'employer')
            ELSE t.employer_id END,
        cohort = CASE WHEN r.before ? 'cohort' THEN coalesce(r.before->>'cohort', '') ELSE t.cohort END,
        start_date = CASE WHEN r.before ? 'start_date' THEN (r.before->>'start_date')::date ELSE t.start_date END,
        expected_completion_date = CASE WHEN r.before ? 'expected_completion_date'
            THEN (r.before->>'expected_completion_date')::date ELSE t.expected_completion_date END,
        whole_time = CASE WHEN r.before ? 'whole_time_equivalent'
            THEN (r.before->>'whole_time_equivalent')::numeric ELSE t.whole_time END,
        ended_on = CASE WHEN r.before ? 'left' THEN (r.before->>'left')::date ELSE t.ended_on END,
        scope = coalesce(r.origin->>'scope', t.scope),
        as_at = CASE WHEN r.origin ? 'as_at' THEN (r.origin->>'as_at')::date ELSE t.as_at END,
        import_reference = coalesce(r.origin->>'reference', t.import_reference),
        updated_at = coalesce((r.origin->>'updated_at')::timestamptz, clock_timestamp())
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action IN ('CHANGED', 'LEAVER')
        AND t.clinician_id = r.person_id AND t.organisation_id = %(organisation)s
        AND t.import_reference = %(reference)s AND t.updated_at = %(at)s
    RETURNING t.clinician_id
"""
RESTORE_PEOPLE = """
    UPDATE profiles_clinician c SET
        given_names = CASE WHEN r.before ? 'first_names'
            THEN coalesce(r.before->>'first_names', '') ELSE c.given_names END,
        family_name = CASE WHEN r.before ? 'last_name'
            THEN coalesce(r.before->>'last_name', '') ELSE c.family_name END,
        preferred_name = CASE WHEN r.before ? 'preferred_name'
            THEN coalesce(r.before->>'preferred_name', '') ELSE c.preferred_name END,
        work_email = CASE WHEN r.before ? 'work_email'
            THEN coalesce(r.before->>'work_email', '') ELSE c.work_email END,
        personal_email = CASE WHEN r.before ? 'personal_email'
            THEN coalesce(r.before->>'personal_email', '') ELSE c.personal_email END,
        birth_date = CASE WHEN r.before ? 'birth_date' THEN (r.before->>'birth_date')::date ELSE c.birth_date END,
        profession_id = CASE WHEN r.before ? 'profession'
            THEN (SELECT id FROM profiles_profession WHERE code = r.before->>'profession') ELSE c.profession_id END,
        updated_at = coalesce((r.origin->>'person_updated_at')::timestamptz, clock_timestamp())
    FROM imports_importrow r
    WHERE r.run_id = %(run)s AND r.state = 'APPLIED' AND r.action = 'CHANGED' AND c.id = r.person_id
        AND c.state = 'STUB' AND c.updated_at = %(at)s
    RETURNING c.id
"""
MARK_REST = """
    UPDATE imports_importrow SET state = CASE
        WHEN person_id IN (SELECT unnest(%(people)s::bigint[])) OR action = 'UNCHANGED' THEN 'REVERSED' ELSE 'KEPT' END
    WHERE run_id = %(run)s AND state = 'APPLIED'
"""


def undo(run) -> dict:
    """Reverse the run. Returns how many were removed, restored and kept."""
    params = {
        "run": run.pk,
        "organisation": run.organisation_id,
        "reference": run.reference,
        "at": run.imported_at,
    }
    many = run.rows.count()
    with planned_for(many):
        made = _ids(UNTOUCHED, params)
        _run(MARK_REMOVED, {**params, "people": made})
    _remove(made)
    stay = Clinician.objects.filter(import_reference=run.reference, supply__isnull=False)
    Supply.objects.filter(import_reference=run.reference).exclude(pk__in=stay.values("supply")).delete()
    with planned_for(many):
        unlisted = _ids(REMOVE_TRAININGS, params)
        people = _ids(RESTORE_PEOPLE, params)
        for statement in (origins.REMOVE_FACTS, origins.RESTORE_FACTS):
            _run(statement, {**params, "people": people})
        restored = _ids(RESTORE_TRAININGS, params)
        _run(MARK_REST, {**params, "people": unlisted + restored})
    Suggestion.objects.filter(import_reference=run.reference, state=Suggestion.State.OPEN).delete()
    _restore_names(run)
    return {
        "removed": len(made) + len(unlisted),
        "restored": len(restored),
        "kept": run.rows.filter(state="KEPT").count(),
    }


def preview(run) -> dict:
    """What `undo` would do, without doing it; `stay` are the first rows of people who were changed since."""
    params = {
        "run": run.pk,
        "organisation": run.organisation_id,
        "reference": run.reference,
        "at": run.imported_at,
    }
    with planned_for(run.rows.count()):
        removed, restored = {*_ids(UNTOUCHED, params), *_ids(UNLISTED, params)}, set(_ids(UNCHANGED_SINCE, params))
    moved = run.rows.filter(state="APPLIED", action__in=["NEW", "CHANGED", "LEAVER"])
    kept = moved.exclude(person_id__in=removed | restored).order_by("number")
    return {
        "removed": len(removed),
        "restored": len(restored),
        "kept": kept.count(),
        "stay": list(kept[:MOST_NAMED]),
        "told": writing.to_tell(run, removed | restored),
    }


def _remove(people: list[int]) -> None:
    """In stretches, so that all that hangs on them is found by its index and not by reading whole tables."""
    for first in range(0, len(people), STRETCH):
        some = people[first : first + STRETCH]
        links.end(people=some, why=EndedLink.Why.WITHDRAWN, at=timezone.now())
        for model in (Fact, Training, Registration):
            model.objects.filter(clinician__in=some).delete()
        Clinician.objects.filter(pk__in=some).delete()


def _restore_names(run) -> None:
    """The folded search keys follow the names that came back."""
    changed = run.rows.filter(state="REVERSED", action="CHANGED").values_list("person_id", flat=True)
    people = list(Clinician.objects.filter(pk__in=list(changed), state="STUB"))
    for person in people:
        person.family_key, person.given_key = fold_name(person.family_name), fold_name(person.given_names)
    Clinician.objects.bulk_update(people, ["family_key", "given_key"], batch_size=1_000)


def _run(statement: str, params: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def _ids(statement: str, params: dict) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [row[0] for row in cursor.fetchall()]
