"""Who somebody is: names, profession, where they mostly work, date of birth. Given when joining, corrected later."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from profiles import rules
from profiles.models import Clinician, Profession
from talent_register.organisations.models import Region

from . import facts, naming, suggestions
from .trail import note


@transaction.atomic
def change(*, clinician: Clinician, question: str, answer: dict, by: Any, at: datetime) -> list[str]:
    """Correct what one question asks. Returns the names of the columns that changed; the same again changes none.

    Numbers that were checked beside another last name are to be looked up again.
    """
    found = Clinician.objects.select_for_update(of=("self",)).select_related("profession", "region", "user")
    clinician = found.get(pk=clinician.pk)
    before, family = values(clinician, question), clinician.family_key
    write(clinician, question, answer)
    changed = [name for name, value in values(clinician, question).items() if value != before[name]]
    if not changed:
        return []
    clinician.updated_at = at
    clinician.save()
    today = timezone.localdate(at)
    fields = [f"clinician.{name}" for name in changed]
    facts.changed_by_self(clinician=clinician, fields=fields, on=today)
    suggestions.settle_agreed(clinician=clinician, fields=fields, at=at)
    if question == "name":
        naming.follow(clinician=clinician, family_was=family, on=today)
    note("profiles.details_changed", clinician, by, question=question)
    return changed


def values(clinician: Clinician, question: str) -> dict[str, Any]:
    """What the record says now of a question, by column."""
    return {name: getattr(clinician, name) for name in COLUMNS[question]}


def write(clinician: Clinician, question: str, answer: dict) -> None:
    """Put an answer into the columns of the record, which the caller saves."""
    _WRITERS[question](clinician, answer)


def _name(clinician: Clinician, answer: dict) -> None:
    clinician.given_names, clinician.family_name = answer["given_names"], answer["family_name"]
    clinician.given_key = rules.fold_name(clinician.given_names)
    clinician.family_key = rules.fold_name(clinician.family_name)
    clinician.preferred_name = answer.get("preferred_name", clinician.preferred_name)


def _profession(clinician: Clinician, answer: dict) -> None:
    had_profession = clinician.profession_id is not None
    clinician.profession = Profession.objects.filter(code=answer.get("code", "")).first()
    clinician.career_stage = rules.standing_after(
        answer["standing"], was=clinician.career_stage, had_profession=had_profession
    )


def _region(clinician: Clinician, answer: dict) -> None:
    clinician.nation = answer["nation"]
    clinician.region = Region.objects.filter(code=answer["region"]).first()


def _birth_date(clinician: Clinician, answer: dict) -> None:
    clinician.birth_date = answer["birth_date"]


# Question → the columns it is about.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("given_names", "family_name", "preferred_name"),
    "profession": ("profession", "career_stage"),
    "region": ("nation", "region"),
    "birth-date": ("birth_date",),
}
_WRITERS: dict[str, Callable[[Clinician, dict], None]] = {
    "name": _name,
    "profession": _profession,
    "region": _region,
    "birth-date": _birth_date,
}
