"""Everything the register holds about one person, for that person."""

from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from profiles.models import ClaimToken, Clinician
from talent_register.audit import actions as audit
from talent_register.audit.models import Event, View
from talent_register.letters.models import Letter

# Links that would let whoever holds the file act as the person, and questions that name other people.
LEFT_OUT = {ClaimToken}


def everything_about(*, clinician: Clinician, by: Any, at: datetime) -> dict:
    """One dictionary, ready for JSON. Every table that points at the person is in it, also of upper storeys."""
    reference = clinician.reference
    audit.record(
        "profiles.data_downloaded",
        by=by,
        object_type="clinician",
        object_ref=reference,
        person_ref=reference,
    )
    related = [relation for relation in Clinician._meta.related_objects if relation.related_model not in LEFT_OUT]
    everything = {
        "made_at": at,
        "person": _row(clinician),
        "account": {"email": by.email, "name": by.name, "joined": by.date_joined},
        **{_name(relation): _rows(relation, clinician) for relation in related},
        "who_has_looked": list(
            View.objects.of_person(reference).values("at", "organisation", "role", "page", "purpose")
        ),
        "what_was_done": list(Event.objects.filter(person_ref=reference).values("at", "type", "organisation")),
        "letters": list(Letter.objects.filter(person_ref=reference).values("created_at", "state", "subject", "body")),
    }
    return _plain(everything)


def _name(relation: models.ForeignObjectRel) -> str:
    return relation.related_model._meta.db_table.partition("_")[2]


def _rows(relation: models.ForeignObjectRel, clinician: Clinician) -> list[dict]:
    found = relation.related_model._base_manager.filter(**{relation.field.name: clinician})
    return [_row(row) for row in found]


def _row(row: models.Model) -> dict:
    """Every column; what points elsewhere as words."""
    values = {}
    for column in row._meta.fields:
        value = getattr(row, column.name)
        values[column.name] = str(value) if isinstance(value, models.Model) else value
    return values


def _plain(value: Any) -> Any:
    encoder = DjangoJSONEncoder()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return encoder.default(value)
