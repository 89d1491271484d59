"""Where somebody answers what a requirement waits for: the question itself, not the page that leads there."""

from django.db.models import Q
from django.urls import reverse

from pathways.models import Requirement
from pathways.rules.gaps import RULES, Section
from profiles.models import Clinician, Registration

LISTS = (Section.POSTS, Section.PROGRAMMES, Section.QUALIFICATIONS)


def question_of(clinician: Clinician, requirement: Requirement) -> str:
    """The address of the question. What only the person and an employer can say is asked in their own words."""
    section = RULES[requirement.rule].section
    if section in LISTS:
        return _list(clinician, section)
    if section == Section.REGISTRATION:
        return _registration(clinician, requirement)
    if section == Section.SCOPE:
        return reverse("profile-stage-stage")
    if section == Section.SKILLS:
        return reverse("example-add") if requirement.rule == "evidence" else _skill(clinician, requirement)
    return reverse("other-way", args=[requirement.role.slug, requirement.code])


def _list(clinician: Clinician, section: Section) -> str:
    """An empty list wants its first row; on one that has some, only the person knows whether it is complete."""
    rows = {
        Section.POSTS: clinician.posts,
        Section.PROGRAMMES: clinician.programmes_taken,
        Section.QUALIFICATIONS: clinician.qualifications,
    }[section]
    return reverse(f"profile-{section}" if rows.exists() else f"profile-{section}-add")


def _registration(clinician: Clinician, requirement: Requirement) -> str:
    if requirement.rule == "profession":
        return reverse("profile-registrations")
    asks_since = requirement.rule == "years_qualified"
    unclear = Q(registered_on=None) if asks_since else Q(licence="UNKNOWN", regulator__separates_licence=True)
    number = Registration.given.told_by(clinician).filter(unclear).first()
    page = "registration-joined" if asks_since else "registration-licence"
    return reverse(page, args=[number.pk]) if number else reverse("registration-choose")


def _skill(clinician: Clinician, requirement: Requirement) -> str:
    """The one skill, where a look at oneself is under way; else the page on which one begins."""
    code = requirement.options["competency"]
    begun = clinician.self_assessments.filter(completed_on=None, framework__competencies__code=code).first()
    if begun is None:
        return reverse("self-assessment-list")
    return reverse("self-assessment-skill", args=[begun.pk, code])
