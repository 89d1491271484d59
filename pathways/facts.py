"""What the register knows of a person, read once and handed to the rules as plain values."""

from collections.abc import Iterable, Mapping
from datetime import date

from profiles.models import Clinician, ProgrammeTaken
from profiles.rules import number_ending

from .kept_facts import by_version
from .models import Answer, Evidence, Participation, Programme, Role
from .rules.facts import Facts, Held, Registered, Skill, Taken
from .rules.titles import names_of, roles_named, words_of

OWN_FRAMEWORK = "register"


def facts_of(clinician: Clinician, today: date, version: str = "") -> Facts:
    """Everything the rules may use, in a dozen queries whatever the role. `version` of the facts lets some be kept."""
    return Facts(
        today=today,
        family=clinician.profession.family if clinician.profession else "",
        career_stage=clinician.career_stage,
        registrations=tuple(_registered(clinician)),
        posts=tuple(_posts(clinician, today, version)),
        programmes=tuple(_programmes(clinician, version)),
        qualifications=tuple(_qualifications(clinician)),
        skills=_skills(clinician),
        evidence=_evidence(clinician),
        scope=clinician.stage,
        told=frozenset(clinician.section_marks.filter(is_done=True).values_list("section", flat=True)),
    )


def _registered(clinician: Clinician) -> Iterable[Registered]:
    for one in clinician.registrations.select_related("regulator"):
        yield Registered(
            regulator=one.regulator.short_name,
            ending=number_ending(one.number_key),
            state=one.state,
            licence=one.licence,
            has_separate_licence=one.regulator.separates_licence,
            since=one.registered_on,
            checked_on=one.verified_on,
        )


def _posts(clinician: Clinician, today: date, version: str) -> Iterable[Held]:
    posts = list(clinician.posts.all())
    names = by_version(version, "role-names", role_names) if posts else {}
    for post in posts:
        until = post.ended_on or today
        months = None
        if post.started_on:
            months = max((until.year - post.started_on.year) * 12 + until.month - post.started_on.month, 0)
        yield Held(post.title, roles_named(post.title, names), months, is_now=post.ended_on is None)


def role_names() -> Mapping[tuple[str, ...], str]:
    """Every name of every role, as words, with the role's code."""
    rows = Role.objects.values_list("code", "title", "other_titles")
    return {name: code for code, title, others in rows for name in names_of(title, others)}


def programme_names() -> Mapping[tuple[str, ...], str]:
    """The name of every programme, as words, with its code."""
    return {words_of(name): code for code, name in Programme.objects.values_list("code", "name")}


def _programmes(clinician: Clinician, version: str) -> Iterable[Taken]:
    """What colleges recorded, then what the person wrote, where it names a programme that we know."""
    left = (Participation.State.WITHDRAWN, Participation.State.REMOVED)
    for one in clinician.participations.select_related("programme").exclude(state__in=left):
        is_finished = one.state in (Participation.State.COMPLETED, Participation.State.AWARDED)
        yield Taken(one.programme.code, one.programme.name, is_finished)
    taken = list(clinician.programmes_taken.exclude(outcome=ProgrammeTaken.Outcome.LEFT))
    names = by_version(version, "programme-names", programme_names) if taken else {}
    for one in taken:
        for code in roles_named(one.name, names):
            yield Taken(code, one.name, one.outcome == ProgrammeTaken.Outcome.COMPLETED)


def _qualifications(clinician: Clinician) -> Iterable[Taken]:
    for one in clinician.qualifications.all():
        yield Taken(one.kind, one.title, one.is_held is not False)


def _skills(clinician: Clinician) -> dict[str, Skill]:
    """The newest finished answers to the register's own framework."""
    answers = Answer.objects.filter(
        assessment__clinician=clinician,
        assessment__completed_on__isnull=False,
        competency__framework__code=OWN_FRAMEWORK,
    ).select_related("competency", "level", "assessment")
    newest: dict[str, Skill] = {}
    for answer in answers.order_by("assessment__completed_on", "assessment_id"):
        level = answer.level
        newest[answer.competency.code] = Skill(
            level.name if level else answer.get_unknown_display(),
            level.rank if level and level.rank else None,
            answer.assessment.completed_on,
        )
    return newest


def _evidence(clinician: Clinician) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    rows = Evidence.objects.filter(clinician=clinician).values_list("competencies__code", "title")
    for code, title in rows:
        if code:
            found[code] = (*found.get(code, ()), title)
    return found
