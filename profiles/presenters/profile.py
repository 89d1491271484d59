"""What the register holds about a person, each value with who gave it and when."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from profiles import rules
from profiles.actions.facts import of_number, of_post
from profiles.models import Clinician, Fact, FactSource, OwnTraining, Registration, Suggestion, Training

from . import about
from .cards import facts_of, from_list, of_list


def sections(clinician: Clinician) -> list[dict]:
    """Groups of rows {key, value, by, at, from_list}."""
    facts = facts_of(clinician)
    groups = [
        (_("You"), _person(clinician), facts.get),
        (_("Registration"), _registrations(clinician), facts.get),
        (_("Role now"), _post(clinician), facts.get),
        *((str(training.organisation), _training(training), _of_list(training)) for training in _trainings(clinician)),
    ]
    return [{"title": title, "rows": [_sourced(row, by) for row in rows]} for title, rows, by in groups if rows]


def _of_list(training: Training) -> Callable[[str], Fact]:
    fact = of_list(training)
    return lambda field: fact


def question(suggestion: Suggestion) -> dict:
    """A college's value beside the person's own: {label, mine, theirs, organisation}."""
    place, _dot, name = suggestion.field.partition(".")
    clinician = suggestion.clinician
    target = {
        "clinician": clinician,
        "training": clinician.trainings.filter(organisation=suggestion.organisation).first(),
        "post": clinician.posts.filter(ended_on=None).first(),
        "own_training": OwnTraining.objects.filter(clinician=clinician).first(),
    }.get(place)
    known = target is not None and name in {field.name for field in target._meta.fields}
    return {
        "label": str(target._meta.get_field(name).verbose_name).capitalize() if known else suggestion.field,
        "mine": _in_words(getattr(target, name)) if known else "",
        "theirs": _theirs(target._meta.get_field(name), suggestion.value) if known else suggestion.value,
        "organisation": suggestion.organisation,
    }


def _theirs(field: Any, text: str) -> Any:
    """A college's value as people read it: its lists hold codes and days as text."""
    if isinstance(field, models.ForeignKey):
        row = field.related_model._default_manager.filter(code=text).first()
        return _in_words(row) if row else text
    if isinstance(field, models.DateField):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _in_words(value: Any) -> Any:
    return getattr(value, "name", value)


def supplied_by(fact: Fact | None) -> str:
    if fact is None or fact.source == FactSource.SELF:
        return _("you")
    return str(fact.organisation) if fact.organisation else str(fact.get_source_display())


def _sourced(row: tuple, fact_of: Callable[[str], Fact | None]) -> dict:
    key, value, field = row
    fact = fact_of(field)
    return {
        "key": key,
        "value": value,
        "by": supplied_by(fact),
        "at": fact.as_at if fact else None,
        "from_list": from_list(fact),
        "href": _where_changed(field),
    }


def _where_changed(field: str) -> str:
    """The page on which the person changes it; none for what an organisation's list says."""
    place, _dot, name = field.partition(".")
    page = {"registration": "profile-registrations", "post": "profile-posts"}.get(place) or about.PAGES.get(name, "")
    return reverse(page) if page and place != "training" else ""


def _person(clinician: Clinician) -> list[tuple]:
    return _given(
        (_("First names"), clinician.given_names, "clinician.given_names"),
        (_("Last name"), clinician.family_name, "clinician.family_name"),
        (_("Name I go by"), clinician.preferred_name, "clinician.preferred_name"),
        (_("Work email address"), clinician.work_email, "clinician.work_email"),
        (_("Personal email address"), clinician.personal_email, "clinician.personal_email"),
        (_("Date of birth"), clinician.birth_date, "clinician.birth_date"),
        (_("Profession"), clinician.profession, "clinician.profession"),
        (_("Where I mostly work"), clinician.region or clinician.get_nation_display(), "clinician.region"),
        (_("Stage in leadership"), clinician.get_stage_display(), "clinician.stage"),
        (_("What I would like next"), clinician.get_next_step_display(), "clinician.next_step"),
    )


def _registrations(clinician: Clinician) -> list[tuple]:
    return [
        (
            registration.regulator.number_label,
            _ending(registration.number_key, registration.verified_on),
            of_number(registration),
        )
        for registration in Registration.given.told_by(clinician).select_related("regulator")
    ]


def _ending(number: str, verified_on) -> str:
    words = _("Number ending %(end)s, checked") if verified_on else _("Number ending %(end)s, not checked yet")
    return words % {"end": rules.number_ending(number)}


def _post(clinician: Clinician) -> list[tuple]:
    post = clinician.posts.filter(ended_on=None).select_related("organisation").first()
    if post is None:
        return []
    return _given(
        (_("Job title"), post.title, of_post(post)),
        (_("Employer"), post.organisation or post.organisation_text, of_post(post)),
    )


def _trainings(clinician: Clinician):
    return clinician.trainings.select_related("organisation", "specialty", "grade", "employer")


def _training(training: Training) -> list[tuple]:
    return _given(
        (_("Programme"), training.programme, "training.programme"),
        (_("Specialty"), training.specialty and training.specialty.name, "training.specialty"),
        (_("Grade"), training.grade and training.grade.name, "training.grade"),
        (_("Status"), training.get_status_display(), "training.status"),
        (_("Start date"), training.start_date, "training.start_date"),
        (_("Expected completion"), training.expected_completion_date, "training.expected_completion_date"),
    )


def _given(*rows: tuple) -> list[tuple]:
    return [row for row in rows if row[1]]
