"""The person's answer to a value that a college gives differently."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from profiles import rules
from profiles.models import Clinician, OwnTraining, Suggestion
from talent_register.accounts.actions import work_addresses
from talent_register.accounts.rules import CannotAddAddress
from talent_register.audit import actions as audit

from . import facts, naming

KEYS = {"given_names": "given_key", "family_name": "family_key"}
NAMES = (*KEYS, "preferred_name")


WORK_ADDRESS = "clinician.work_email"


class CannotUse(Exception):
    """The college's value cannot be taken over as it stands. The argument, if any, says why."""


@transaction.atomic
def answer(*, suggestion: Suggestion, choice: str, by: Any, at: datetime) -> Suggestion:
    """Keep mine, use theirs, or theirs is wrong. An answer given twice changes nothing the second time."""
    suggestion = Suggestion.objects.select_for_update(of=("self",)).select_related("clinician").get(pk=suggestion.pk)
    if suggestion.state != Suggestion.State.OPEN:
        return suggestion
    if choice == Suggestion.State.ACCEPTED:
        _use(suggestion, at)
    suggestion.state, suggestion.answered_at = choice, at
    suggestion.save()
    audit.record(
        "profiles.suggestion_answered",
        by=by,
        object_type="suggestion",
        object_ref=suggestion.field,
        person_ref=suggestion.clinician.reference,
        organisation=suggestion.organisation.code,
        details={"choice": str(choice)},
    )
    return suggestion


@transaction.atomic
def settle_agreed(*, clinician: Clinician, fields: list[str], at: datetime) -> int:
    """The person has changed these values by themselves: a question whose answer stands there now is answered."""
    waiting = clinician.suggestions.select_for_update().filter(state=Suggestion.State.OPEN, field__in=fields)
    agreed = [asked.pk for asked in waiting if _agrees(clinician, asked)]
    return Suggestion.objects.filter(pk__in=agreed).update(state=Suggestion.State.ACCEPTED, answered_at=at)


def _agrees(clinician: Clinician, asked: Suggestion) -> bool:
    own = getattr(clinician, asked.field.partition(".")[2])
    return bool(own) and not rules.differs(_text(own), asked.value)


# What a college's list and the person's own words may say differently. Days are compared by their month.
TRAINING_FIELDS = ("specialty", "grade", "programme", "start_date", "expected_completion_date")


def ask_about_training(*, clinician: Clinician, at: datetime) -> int:
    """Ask about every value of a present list that differs from what the person says. Asked once a value."""
    own = OwnTraining.objects.select_related("specialty", "grade").filter(clinician=clinician).first()
    if own is None:
        return 0
    lists = clinician.trainings.filter(ended_on=None).select_related("specialty", "grade")
    asked = [
        Suggestion(
            clinician=clinician,
            organisation_id=row.organisation_id,
            field=f"own_training.{name}",
            value=_text(getattr(row, name)),
            import_reference=row.import_reference,
            created_at=at,
        )
        for row in lists
        for name in TRAINING_FIELDS
        if rules.differs(getattr(own, name), getattr(row, name))
    ]
    return len(Suggestion.objects.bulk_create(asked, ignore_conflicts=True))


def _text(value: Any) -> str:
    return str(getattr(value, "code", None) or value)


def _use(suggestion: Suggestion, at: datetime) -> None:
    clinician = Clinician.objects.select_for_update(of=("self",)).get(pk=suggestion.clinician_id)
    if suggestion.field == WORK_ADDRESS and clinician.user:
        # An address is the person's once they opened the link in a letter to it.
        try:
            work_addresses.ask(user=clinician.user, email=suggestion.value, at=at)
        except CannotAddAddress as reason:
            raise CannotUse(str(reason)) from None
        return
    family_was = clinician.family_key
    place, _dot, name = suggestion.field.partition(".")
    target = {
        "clinician": clinician,
        "training": clinician.trainings.filter(organisation=suggestion.organisation).first(),
        "post": clinician.posts.filter(ended_on=None).first(),
        "own_training": OwnTraining.objects.filter(clinician=clinician).first(),
    }.get(place)
    if target is None or name not in {field.name for field in target._meta.fields}:
        raise CannotUse
    setattr(target, name, _value(target._meta.get_field(name), suggestion.value))
    if name in KEYS:
        setattr(target, KEYS[name], rules.fold_name(suggestion.value))
    target.save()
    if target is clinician and name in NAMES:
        naming.follow(clinician=clinician, family_was=family_was, on=timezone.localdate(at))
    Clinician.objects.filter(pk=clinician.pk).update(updated_at=at)
    facts.changed_by_self(clinician=clinician, fields=[suggestion.field], on=timezone.localdate(at))


def _value(field: Any, text: str) -> Any:
    """The text as the field keeps it. Rows of reference tables are found by code or name."""
    if isinstance(field, models.ForeignKey):
        found = field.related_model._default_manager
        row = found.filter(code=text).first() or found.filter(name__iexact=text).first()
        if row is None:
            raise CannotUse
        return row
    if isinstance(field, models.DateField):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise CannotUse from None
    try:
        return field.clean(text, None)
    except ValidationError:
        raise CannotUse from None
