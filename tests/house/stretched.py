"""A world in which everything that people write is as long as it may be, and of everything there are many."""

import uuid

from django.apps import apps
from django.db import DatabaseError, models, transaction

from profiles.models import Clinician
from talent_register.common.wordings import LongWordsField, WordsField
from tests.house.filled import LONG_WORD

HOUSE = ("profiles", "pathways", "tracking", "organisations", "accounts", "letters")
WRITTEN = {
    *("about", "agreed", "answer", "awarded_by", "comment", "duties", "evidence", "family_name", "funder"),
    *("given_names", "helper", "measure", "message", "name", "note", "notes", "outcome", "papers", "preferred_name"),
    *("programme", "provider", "purpose", "reason", "referee_name", "scope", "statement", "subject", "summary"),
    *("text", "they_said", "title", "to_name", "town", "what", "who_can_apply", "why_in", "words"),
}
LONG = f"{LONG_WORD} " * 40  # where a field has no end of its own
COPIES = 30


def stretch(someone: Clinician) -> int:
    """Make every written text long, and of each thing that belongs to `someone` many. Returns how many rows came."""
    ours = [model for model in apps.get_models() if model._meta.app_label in HOUSE]
    added = sum(_many(model, name, someone) for model in ours if (name := _owner(model)))
    for model in ours:
        for field in filter(_is_written, model._meta.concrete_fields):
            _try(model.objects.update, **{field.name: LONG[: field.max_length or len(LONG)].strip()})
    return added


def _is_written(field) -> bool:
    is_text = type(field) in (models.CharField, models.TextField)
    is_written = (is_text and field.name in WRITTEN) or isinstance(field, WordsField | LongWordsField)
    return is_written and not field.choices and not field.unique


def _owner(model) -> str | None:
    """The name of the field that says whose a row is, where somebody can have many."""
    names = [f.name for f in model._meta.concrete_fields if f.many_to_one and f.related_model is Clinician]
    return names[0] if names else None


def _many(model, name: str, someone: Clinician) -> int:
    first = model.objects.filter(**{name: someone}).first()
    return sum(_try(_copy, first) for _one in range(COPIES)) if first else 0


def _copy(row) -> None:
    new = type(row).objects.get(pk=row.pk)
    new.pk = None
    for field in new._meta.concrete_fields:
        if isinstance(field, models.UUIDField):
            setattr(new, field.attname, uuid.uuid4())
    models.Model.save_base(new, raw=True, force_insert=True)


def _try(change, *args, **words) -> bool:
    """Whether the tables allow it; what they refuse, such as a second row where one is the most, stays as it is."""
    try:
        with transaction.atomic():
            change(*args, **words)
    except DatabaseError:
        return False
    return True
