"""What people add to their own profile. Saved at every page; nothing typed elsewhere is overwritten unseen."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils import timezone

from profiles.models import Aspiration, Clinician, Interest, OwnTraining, SectionMark, SupportWanted

from . import facts, suggestions
from .trail import note

# One a person and day: the newest is in force, older ones stay as they were.
DATED = {"aspirations": Aspiration, "support": SupportWanted}

PREFIXES = {
    "stage": "clinician",
    "training": "own_training",
    "aspirations": "aspiration",
    "support": "support_wanted",
}


@transaction.atomic
def save_item(
    *,
    clinician: Clinician,
    model: type[models.Model],
    key: UUID,
    part: str,
    step: str,
    values: dict,
    by: Any,
    at: datetime,
) -> Any:
    """Keep what one page says of one row of a list; the first page makes the row.

    The key comes with the page, so that sending it twice makes one row.
    """
    clinician = _locked(clinician)
    rows: Any = model._default_manager
    row = rows.select_for_update().filter(clinician=clinician, uuid=key).first()
    if row is None:
        taken = rows.filter(uuid=key).exists()
        row = model(clinician=clinician, uuid=uuid4() if taken else key, created_at=at)  # type: ignore[misc]
    elif _is_same(row, values):
        return row
    _write(row, values)
    field = f"{model._meta.model_name}.{row.uuid.hex}.{step}"
    _changed(clinician, [field], part, step, by, at)
    return row


@transaction.atomic
def remove_item(*, clinician: Clinician, row: Any, part: str, by: Any, at: datetime) -> None:
    """Take one row off a list."""
    clinician = _locked(clinician)
    prefix = f"{row._meta.model_name}.{row.uuid.hex}."
    clinician.facts.filter(field__startswith=prefix).delete()
    row.delete()
    Clinician.objects.filter(pk=clinician.pk).update(updated_at=at)
    note("profiles.section_item_removed", clinician, by, section=part)


def present(clinician: Clinician, part: str) -> Any:
    """The row that a section of single answers is about: what is in force, or an empty one."""
    if part == "stage":
        return clinician
    if part == "training":
        own = OwnTraining.objects.select_related("specialty", "grade").filter(clinician=clinician).first()
        return own or OwnTraining(clinician=clinician)
    newest = DATED[part]._default_manager.filter(clinician=clinician).first()
    return newest or DATED[part](clinician=clinician)


@transaction.atomic
def save_answer(*, clinician: Clinician, part: str, step: str, values: dict, by: Any, at: datetime) -> Any:
    """Keep what one page says where there is one answer a person. Earlier answers stay as history."""
    clinician = _locked(clinician)
    row = present(clinician, part)
    if row.pk and _is_same(row, values):
        return row
    today = timezone.localdate(at)
    if part in DATED:
        if row.from_date != today:
            row.pk, row._state.adding = None, True
        row.from_date, row.at = today, at
    elif part == "training":
        row.updated_at = at
    _write(row, values)
    if part == "stage":
        _note_interest(clinician, row, at)
    _changed(clinician, [f"{PREFIXES[part]}.{name}" for name in values], part, step, by, at)
    if part == "training":
        suggestions.ask_about_training(clinician=clinician, at=at)
    return row


@transaction.atomic
def change_standing(*, clinician: Clinician, career_stage: str, by: Any, at: datetime) -> None:
    """Registered, student, not yet, retired, overseas or without need. Numbers that were given stay."""
    clinician = _locked(clinician)
    if clinician.career_stage == career_stage:
        return
    clinician.career_stage = career_stage
    clinician.save(update_fields=["career_stage"])
    _changed(clinician, ["clinician.career_stage"], "registrations", "standing", by, at)


@transaction.atomic
def mark(*, clinician: Clinician, section: str, is_done: bool, by: Any, at: datetime) -> None:
    """The person says whether a section is finished."""
    SectionMark.objects.update_or_create(clinician=clinician, section=section, defaults={"is_done": is_done, "at": at})
    note("profiles.section_marked", clinician, by, section=section, is_done=is_done)


def _locked(clinician: Clinician) -> Clinician:
    return Clinician.objects.select_for_update(of=("self",)).get(pk=clinician.pk)


def _kept(row: Any, values: dict) -> dict:
    return {name: getattr(row, name) for name in values}


def _is_same(row: Any, values: dict) -> bool:
    return _kept(row, values) == values


def _write(row: Any, values: dict) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _note_interest(clinician: Clinician, row: Clinician, at: datetime) -> None:
    Interest.objects.create(
        clinician=clinician,
        stage=row.stage,
        next_step=row.next_step,
        from_date=timezone.localdate(at),
        at=at,
        how="profile",
    )


def _changed(clinician: Clinician, fields: list[str], part: str, step: str, by: Any, at: datetime) -> None:
    facts.changed_by_self(clinician=clinician, fields=fields, on=timezone.localdate(at))
    Clinician.objects.filter(pk=clinician.pk).update(updated_at=at)
    note("profiles.section_changed", clinician, by, section=part, step=step)
