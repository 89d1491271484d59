"""What the register knows of a person, read once and handed to the rules as plain values."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection

from profiles.models import Clinician, ProgrammeTaken
from profiles.rules import number_ending
from talent_register.common.wordings import Words

from .kept_facts import by_version
from .models import Answer, Participation, Programme, Role, SharedTitle
from .rules.facts import Facts, Held, Registered, Skill, Taken
from .rules.titles import WHICH, names_of, roles_named, words_of

OWN_FRAMEWORK = "register"
LEFT = [Participation.State.WITHDRAWN, Participation.State.REMOVED]
FINISHED = {Participation.State.COMPLETED, Participation.State.AWARDED}
# One statement for all of it: asked one by one they take longer than all that is made of them. Of registrations those
# that the person gave, as `Registration.given.told_by` has them.
TOLD = """
    SELECT json_build_object(
        'registrations', ARRAY(
            SELECT json_build_array(g.short_name, r.number_key, r.state, r.licence, g.separates_licence,
                r.registered_on, r.verified_on)
            FROM profiles_registration r JOIN profiles_regulator g ON g.id = r.regulator_id
            WHERE r.clinician_id = %(person)s
                AND NOT EXISTS (SELECT FROM profiles_registration w WHERE w.replaces_id = r.id) ORDER BY r.id),
        'posts', ARRAY(
            SELECT json_build_array(title, started_on, ended_on) FROM profiles_post
            WHERE clinician_id = %(person)s ORDER BY ended_on DESC, started_on DESC, id DESC),
        'participations', ARRAY(
            SELECT json_build_array(o.code, o.name, p.state)
            FROM pathways_participation p JOIN pathways_programme o ON o.id = p.programme_id
            WHERE p.clinician_id = %(person)s AND p.state <> ALL(%(left)s) ORDER BY p.started_on DESC, p.id DESC),
        'programmes_taken', ARRAY(
            SELECT json_build_array(name, outcome) FROM profiles_programmetaken
            WHERE clinician_id = %(person)s AND outcome <> %(stopped)s ORDER BY started_on DESC, id DESC),
        'qualifications', ARRAY(
            SELECT json_build_array(kind, title, is_held) FROM profiles_qualification
            WHERE clinician_id = %(person)s ORDER BY awarded_on DESC, id DESC),
        'answers', ARRAY(
            SELECT json_build_array(c.code, l.name, l.rank, a.unknown, s.completed_on)
            FROM pathways_selfassessment s JOIN pathways_answer a ON a.assessment_id = s.id
            JOIN pathways_competency c ON c.id = a.competency_id
            JOIN pathways_framework f ON f.id = c.framework_id AND f.code = %(framework)s
            LEFT JOIN pathways_level l ON l.id = a.level_id
            WHERE s.clinician_id = %(person)s AND s.completed_on IS NOT NULL ORDER BY s.completed_on, s.id),
        'evidence', ARRAY(
            SELECT json_build_array(c.code, e.title)
            FROM pathways_evidence e JOIN pathways_evidence_competencies x ON x.evidence_id = e.id
            JOIN pathways_competency c ON c.id = x.competency_id
            WHERE e.clinician_id = %(person)s ORDER BY e.created_at DESC, e.id DESC),
        'sections', ARRAY(SELECT section FROM profiles_sectionmark WHERE clinician_id = %(person)s AND is_done)
    )::text
"""


def facts_of(clinician: Clinician, today: date, version: str = "") -> Facts:
    """Everything the rules may use, in one statement whatever the role. `version` of the facts lets names be kept."""
    told = _told(clinician)
    return Facts(
        today=today,
        family=clinician.profession.family if clinician.profession else "",
        career_stage=clinician.career_stage,
        registrations=tuple(_registered(told["registrations"])),
        posts=tuple(_posts(told["posts"], today, version)),
        programmes=tuple(_programmes(told["participations"], told["programmes_taken"], version)),
        qualifications=tuple(Taken(kind, title, held is not False) for kind, title, held in told["qualifications"]),
        skills=_skills(told["answers"]),
        evidence=_evidence(told["evidence"]),
        scope=clinician.stage,
        told=frozenset(told["sections"]),
    )


def _told(clinician: Clinician) -> dict[str, list]:
    asked = {"person": clinician.pk, "framework": OWN_FRAMEWORK, "left": LEFT, "stopped": ProgrammeTaken.Outcome.LEFT}
    with connection.cursor() as cursor:
        cursor.execute(TOLD, asked)
        return json.loads(cursor.fetchone()[0])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _registered(rows: list[list]) -> Iterable[Registered]:
    for regulator, number, state, licence, is_apart, since, checked_on in rows:
        yield Registered(
            regulator=regulator,
            ending=number_ending(number),
            state=state,
            licence=licence,
            has_separate_licence=is_apart,
            since=_day(since),
            checked_on=_day(checked_on),
        )


def _posts(rows: list[list], today: date, version: str) -> Iterable[Held]:
    names, meant = by_version(version, "names-of-roles", role_names) if rows else ({}, {})
    for title, started, ended in rows:
        since, until, months = _day(started), _day(ended) or today, None
        if since:
            months = max((until.year - since.year) * 12 + until.month - since.month, 0)
        named = roles_named(title, names)
        roles = tuple(code for code in named if code not in meant)
        may_be = tuple(role for code in named for role in meant.get(code, ()))
        yield Held(title, roles, months, is_now=ended is None, may_be=may_be)


Names = Mapping[tuple[str, ...], str]


def role_names() -> tuple[Names, Mapping[str, list[str]]]:
    """Every name of every role, as words, with the role's code; for titles that several jobs share, which they are."""
    rows = Role.objects.values_list("code", "title", "other_titles")
    shared = SharedTitle.objects.current()
    names = {name: code for code, title, others in rows for name in names_of(title, others)}
    names |= {words_of(name): WHICH + one.slug for one in shared for name in one.names}
    return names, {WHICH + one.slug: one.roles for one in shared}


def programme_names() -> Names:
    """The name of every programme, as words, with its code. One word alone names none: it may stand in any name."""
    rows = Programme.objects.values_list("code", "name")
    return {words: code for code, name in rows if len(words := words_of(name)) > 1}


def _programmes(noted: list[list], taken: list[list], version: str) -> Iterable[Taken]:
    """What colleges recorded, then what the person wrote, where it names a programme that we know."""
    for code, name, state in noted:
        yield Taken(code, Words(name), state in FINISHED)
    names = by_version(version, "programme-names", programme_names) if taken else {}
    for name, outcome in taken:
        for code in roles_named(name, names):
            yield Taken(code, name, outcome == ProgrammeTaken.Outcome.COMPLETED)


def _skills(answers: list[list]) -> dict[str, Skill]:
    """The newest finished answers to the register's own framework."""
    newest: dict[str, Skill] = {}
    for code, level, rank, unknown, on in answers:
        words = Words(level) if level else str(dict(Answer.Unknown.choices).get(unknown, unknown))
        newest[code] = Skill(words, rank or None, date.fromisoformat(on))
    return newest


def _evidence(rows: list[list]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, title in rows:
        found[code] = (*found.get(code, ()), title)
    return found
